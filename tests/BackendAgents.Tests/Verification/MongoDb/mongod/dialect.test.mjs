// node dialect.test.mjs COLLECTIONS...: each validator of each file fits the dialect, and ceases to when something is put into it.
import { readFileSync } from 'node:fs';
import { EJSON } from 'bson';
import { wrong } from './dialect.mjs';

const breaks = [
  schema => ({ ...schema, required: [] }),
  schema => ({ ...schema, required: ['_id', '_id'] }),
  schema => ({ ...schema, bsonType: 'integer' }),
  schema => ({ ...schema, properties: { ...schema.properties, x: { bsonType: [] } } }),
  schema => ({ ...schema, properties: { ...schema.properties, x: { maxLength: -1 } } }),
  schema => ({ ...schema, properties: { ...schema.properties, x: { enum: [] } } }),
  schema => ({ ...schema, properties: { ...schema.properties, x: { minimum: 'least' } } }),
  schema => ({ ...schema, properties: { ...schema.properties, x: { exclusiveMinimum: 1, minimum: 1 } } }),
  schema => ({ ...schema, properties: { ...schema.properties, x: { const: 1 } } }),
  ...['$ref', '$schema', 'default', 'definitions', 'format', 'id'].map(name => schema => ({
    ...schema, properties: { ...schema.properties, x: { [name]: name === 'definitions' ? {} : 'x' } },
  })),
];

let count = 0;
const problems = [];
for (const file of process.argv.slice(2)) {
  for (const { name, validator } of EJSON.parse(readFileSync(file, 'utf8'), { relaxed: false }).collections) {
    const schema = validator.$jsonSchema;
    const found = wrong(schema);
    if (found) problems.push(`${file} ${name}: ${found}`);
    breaks.forEach((change, at) => { if (!wrong(change(schema))) problems.push(`${file} ${name}: change ${at} is not seen`); });
    count++;
  }
}
problems.slice(0, 20).forEach(one => console.log(one));
console.log(`${count} validators`);
process.exit(problems.length === 0 && count > 0 ? 0 : 1);
