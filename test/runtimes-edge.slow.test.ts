// The same bits at the edge (runtimes/lanes.ts says where).
import { testLanes } from './runtimes/expect-same';
import { LANES } from './runtimes/lanes';

testLanes(LANES.edge());
