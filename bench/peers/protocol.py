"""One JSON object a line: {"load": {...}} once, then {"run": true} each round. The clock runs around the call only."""

import json
import sys
import time


def serve(load):
    """load(**arguments) gives (run, answer): what is timed, and one number of its result."""
    run = answer = None
    for line in sys.stdin:
        message = json.loads(line)
        if "load" in message:
            run, answer = load(**message["load"])
            reply = {"ready": True}
        else:
            start = time.perf_counter()
            result = run()
            ms = 1000 * (time.perf_counter() - start)
            reply = {"ms": ms, "answer": float(answer(result))}
        print(json.dumps(reply), flush=True)
