import { checkRecommender } from './contract.js';
import { SUBJECTS } from './subjects.js';

for (const [title, subject] of Object.entries(SUBJECTS)) checkRecommender(title, subject);
