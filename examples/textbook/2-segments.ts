/**
 * Segments: three groups by k-means, on figures brought to one scale.
 * @module
 */
import { describeSegments, KMeans, profileSegments } from 'kindred';
import { Pipeline, StandardScaler } from 'kindred/preprocessing';
import { customers } from './1-clean';

const figures = customers.select(['age', 'income', 'spending']);
export const model = new Pipeline([new StandardScaler(), new KMeans({ nClusters: 3 })]).fit(figures);
console.log(model.last.labels.filter((label) => label === 0).length); // 10

/** The centers as people read them: in years, thousands and points. */
export const centers = model.inverseTransform(model.last.clusterCenters);
for (const { name, sentence } of describeSegments(profileSegments(figures, model.last.labels))) console.log(`${name}: ${sentence}`);

const why = model.explain({ age: 24, income: 20, spending: 80 });
console.log(why.label, why.largest(1)[0].column); // 0 spending
