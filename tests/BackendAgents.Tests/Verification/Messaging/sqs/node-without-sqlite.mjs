// The server imports node:sqlite, which older versions of node don't have, for data that it keeps: it keeps none here.
import { register } from 'node:module';

const empty = 'data:text/javascript,export class DatabaseSync {}';
const hooks = `export const resolve = (name, context, next) =>
  name === 'node:sqlite' ? { shortCircuit: true, url: ${JSON.stringify(empty)} } : next(name, context);`;
register('data:text/javascript,' + encodeURIComponent(hooks));
