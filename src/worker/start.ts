/**
 * The package's own worker: what it starts in Node, and (as one file) in browsers.
 * @module
 */
import { serve } from './program.js';

serve();
