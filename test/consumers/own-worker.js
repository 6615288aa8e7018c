import 'kindred/worker/program';
