// The same bits in Chromium, Firefox and WebKit, on a page and in a worker; nothing is downloaded but the program, and what is forbidden is tried once.
import { testLanes } from './runtimes/expect-same';
import { LANES } from './runtimes/lanes';

testLanes(LANES.browsers());
