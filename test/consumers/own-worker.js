import { serve } from 'kindred/worker/program';

serve();
