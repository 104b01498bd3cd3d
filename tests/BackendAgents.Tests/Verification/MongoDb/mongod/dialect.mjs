// What MongoDB takes for a $jsonSchema: the official meta-schema of draft 4, with bsonType, and without the keywords that MongoDB refuses.
import { createRequire } from 'node:module';
import Ajv from 'ajv-draft-04';
import { plain } from './values.mjs';

const Refused = ['$ref', '$schema', 'default', 'definitions', 'format', 'id'];
const Types = ['double', 'string', 'object', 'array', 'binData', 'undefined', 'objectId', 'bool', 'date', 'null', 'regex', 'dbPointer',
  'javascript', 'symbol', 'javascriptWithScope', 'int', 'timestamp', 'long', 'decimal', 'minKey', 'maxKey', 'number'];

const official = createRequire(import.meta.url)('ajv-draft-04/dist/refs/json-schema-draft-04.json');
const type = { enum: Types };
const dialect = {
  ...official,
  id: 'https://example.com/mongodb',
  properties: {
    ...official.properties,
    bsonType: { anyOf: [type, { type: 'array', items: type, minItems: 1, uniqueItems: true }] },
    ...Object.fromEntries(Refused.map(name => [name, { not: {} }])),
  },
};
const fits = new Ajv({ allErrors: true, strict: false, formats: { regex: true } }).compile(dialect);

// What is wrong with a schema; null when nothing is. MongoDB also refuses what no dialect knows.
export function wrong(schema) {
  if (!fits(plain(schema))) return fits.errors.map(one => `${one.instancePath || '/'} ${one.message}`).join(', ');
  const known = new Set(Object.keys(dialect.properties));
  return unknown(schema, known);
}

function unknown(schema, known) {
  for (const name of Object.keys(schema)) if (!known.has(name)) return `Unknown $jsonSchema keyword: ${name}`;
  for (const inner of Object.values(schema.properties ?? {})) {
    const found = unknown(inner, known);
    if (found) return found;
  }
  return null;
}
