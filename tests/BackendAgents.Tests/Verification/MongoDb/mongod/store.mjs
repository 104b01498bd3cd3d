// Collections with unique indexes and validators, and transactions that see a snapshot: who writes what another has written meanwhile is
// told of a conflict, as by mongod.
import { Query, aggregate } from 'mingo';
import { check, refusal } from './validator.mjs';
import { kept, keyOf, plain } from './values.mjs';

export class Refusal extends Error {
  constructor(code, name, message, labels = []) {
    super(message);
    Object.assign(this, { code, codeName: name, labels });
  }
}

const conflict = () => new Refusal(112, 'WriteConflict', 'Write conflict: retry the transaction.', ['TransientTransactionError']);
const duplicate = (index, key) => Object.assign(new Refusal(11000, 'DuplicateKey', `E11000 duplicate key error index: ${index.name} dup key: ${key}`),
  { write: true });

class Collection {
  documents = new Map();
  indexes = [{ v: 2, key: { _id: 1 }, name: '_id_' }];
  validator = {};
  expressions = {};
  types = {};

  validate(validator) {
    check(validator, this.expressions);
    this.validator = validator;
    this.types = Object.fromEntries(Object.entries(validator.$jsonSchema?.properties ?? {}).map(([name, one]) => [name, [one.bsonType].flat()[0]]));
  }
}

export class Store {
  databases = new Map();
  // Who holds what by a transaction that has not ended: a document's or an index's key, and the transaction.
  held = new Map();

  database(name) {
    if (!this.databases.has(name)) this.databases.set(name, new Map());
    return this.databases.get(name);
  }

  collection(database, name, isMade = false) {
    const all = this.database(database);
    if (!all.has(name) && isMade) all.set(name, new Collection());
    return all.get(name) ?? new Collection();
  }

  begin(database) {
    return { snapshots: new Map(), writes: new Map(), database, isOver: false };
  }

  // Documents as a transaction sees them, or as they are.
  seen(transaction, database, name) {
    const now = this.collection(database, name).documents;
    if (!transaction) return now;
    if (transaction.snapshots.size === 0)
      for (const [other, one] of this.database(database)) transaction.snapshots.set(other, { then: new Map(one.documents), now: new Map(one.documents) });
    return (transaction.snapshots.get(name) ?? transaction.snapshots.set(name, { then: new Map(), now: new Map() }).get(name)).now;
  }

  hold(transaction, what) {
    const holder = this.held.get(what);
    if (holder && holder !== transaction) {
      if (transaction) throw conflict();
      throw new Refusal(0, 'Wait', what);
    }
    if (transaction) this.held.set(what, transaction);
  }

  put(transaction, database, name, key, document) {
    const collection = this.collection(database, name, true);
    const seen = this.seen(transaction, database, name);
    const before = seen.get(key);
    const place = `${database}.${name}`;
    this.hold(transaction, `${place}/${key}`);
    if (transaction && !transaction.writes.has(`${place}/${key}`) && collection.documents.get(key) !== transaction.snapshots.get(name).then.get(key))
      throw conflict();
    if (document) {
      const wrong = refusal(collection.validator, collection.expressions, document);
      if (wrong) throw Object.assign(new Refusal(121, 'DocumentValidationFailure', `Document failed validation: ${wrong}`), { write: true });
      for (const index of collection.indexes.filter(one => one.unique)) this.unique(transaction, place, collection, seen, index, key, document, before);
    }
    if (document) seen.set(key, document);
    else seen.delete(key);
    if (transaction) transaction.writes.set(`${place}/${key}`, { name, key, document });
  }

  unique(transaction, place, collection, seen, index, key, document, before) {
    const filter = index.partialFilterExpression ? new Query(plain(index.partialFilterExpression)) : null;
    const of = one => (one && (!filter || partial(index.partialFilterExpression, one)) ? keyOf(Object.keys(index.key).map(path => one[path] ?? null)) : null);
    const value = of(document);
    if (value === null || value === of(before)) return;
    this.hold(transaction, `${place}#${index.name}/${value}`);
    for (const documents of new Set([seen, collection.documents]))
      for (const [other, one] of documents)
        if (other !== key && of(one) === value && !(documents !== seen && transaction?.writes.has(`${place}/${other}`))) throw duplicate(index, value);
  }

  commit(transaction) {
    for (const { name, key, document } of transaction.writes.values()) {
      const documents = this.collection(transaction.database, name, true).documents;
      if (document) documents.set(key, document);
      else documents.delete(key);
    }
    this.end(transaction);
  }

  end(transaction) {
    transaction.isOver = true;
    for (const [what, holder] of this.held) if (holder === transaction) this.held.delete(what);
  }

  find(transaction, database, name, filter) {
    const query = new Query(plain(filter));
    return [...this.seen(transaction, database, name)].filter(([, document]) => query.test(plain(document)));
  }

  aggregate(transaction, database, name, pipeline) {
    const raw = new Map();
    const documents = [...this.seen(transaction, database, name).values()].map(document => {
      const one = plain(document);
      raw.set(JSON.stringify(one._id), document);
      return one;
    });
    const collectionResolver = other => [...this.seen(transaction, database, other).values()].map(plain);
    const found = aggregate(documents, plain(pipeline), { collectionResolver });
    const isWhole = pipeline.every(stage => ['$match', '$sort', '$limit', '$skip'].includes(Object.keys(stage)[0]));
    return found.map(one => (isWhole ? raw.get(JSON.stringify(one._id)) : kept(one)));
  }

  changed(database, name, document, update) {
    const types = this.collection(database, name).types;
    const changed = { ...document };
    if (Array.isArray(update)) {
      const before = plain(document);
      const [after] = aggregate([plain(document)], plain(update));
      for (const key of Object.keys(after))
        if (keyOf(after[key]) !== keyOf(before[key]) || !(key in before)) changed[key] = kept(after[key], types[key]);
      for (const key of Object.keys(document)) if (!(key in after)) delete changed[key];
      return changed;
    }
    for (const [operator, values] of Object.entries(update))
      for (const [key, value] of Object.entries(values)) {
        if (key.includes('.')) throw new Refusal(2, 'BadValue', `This server sets no paths: ${key}`);
        if (operator === '$set') changed[key] = value;
        else if (operator === '$unset') delete changed[key];
        else if (operator === '$inc') changed[key] = kept(plain(changed[key] ?? 0) + plain(value), types[key]);
        else throw new Refusal(9, 'FailedToParse', `Unknown modifier: ${operator}`);
      }
    return changed;
  }
}

// Filters of partial indexes say types, which plain values have lost.
import { typeOf } from './values.mjs';
function partial(filter, document) {
  return Object.entries(filter).every(([path, condition]) => {
    if (Object.keys(condition).join() !== '$type') throw new Refusal(67, 'CannotCreateIndex', 'Partial indexes are told by types here.');
    return typeOf(document[path]) === condition.$type;
  });
}
