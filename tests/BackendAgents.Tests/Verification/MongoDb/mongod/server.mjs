// Speaks as a replica set of one member does: node server.mjs [PORT] [--standalone]. It prints the port that it listens on.
import net from 'node:net';
import { Binary, Int32, Long, ObjectId } from 'bson';
import { Refusal, Store } from './store.mjs';
import { keyOf, plain } from './values.mjs';
import { answer, messages, parse } from './wire.mjs';

const isAlone = process.argv.includes('--standalone');
const store = new Store();
const [transactions, cursors] = [new Map(), new Map()];
let next = 1;

const Commands = {
  hello: greet,
  ismaster: greet,
  isMaster: greet,
  ping: () => ({}),
  buildInfo: () => ({ version: '8.0.0', versionArray: [8, 0, 0, 0] }),
  endSessions: () => ({}),
  killCursors: () => ({}),
  insert: (command, transaction) =>
    writes(command, command.documents, document => {
      const whole = { _id: document._id ?? new ObjectId(), ...document };
      const key = keyOf(whole._id);
      if (store.seen(transaction, command.$db, command.insert).has(key))
        throw Object.assign(new Refusal(11000, 'DuplicateKey', 'E11000 duplicate key error index: _id_'), { write: true });
      store.put(transaction, command.$db, command.insert, key, whole);
      return { n: 1 };
    }),
  update: (command, transaction) =>
    writes(command, command.updates, update => {
      const found = store.find(transaction, command.$db, command.update, update.q).slice(0, update.multi ? undefined : 1);
      let changed = 0;
      for (const [key, document] of found) {
        const after = store.changed(command.$db, command.update, document, update.u);
        if (JSON.stringify(plain(after)) === JSON.stringify(plain(document))) continue;
        store.put(transaction, command.$db, command.update, key, after);
        changed++;
      }
      return { n: found.length, nModified: changed };
    }, { nModified: 0 }),
  delete: (command, transaction) =>
    writes(command, command.deletes, removal => {
      const found = store.find(transaction, command.$db, command.delete, removal.q).slice(0, plain(removal.limit) || undefined);
      for (const [key] of found) store.put(transaction, command.$db, command.delete, key, null);
      return { n: found.length };
    }),
  find: (command, transaction) => {
    const stages = [{ $match: command.filter ?? {} }];
    for (const [name, stage] of [['sort', '$sort'], ['skip', '$skip'], ['limit', '$limit'], ['projection', '$project']])
      if (command[name] && (name === 'sort' || name === 'projection' || plain(command[name]) > 0)) stages.push({ [stage]: command[name] });
    return cursor(command, command.find, store.aggregate(transaction, command.$db, command.find, stages), command.batchSize);
  },
  aggregate: (command, transaction) =>
    cursor(command, command.aggregate, store.aggregate(transaction, command.$db, command.aggregate, command.pipeline), command.cursor?.batchSize),
  getMore: command => {
    const { name, left } = cursors.get(String(plain(command.getMore)));
    const batch = left.splice(0, plain(command.batchSize) ?? 1000);
    return { cursor: { id: left.length ? command.getMore : Long.ZERO, ns: `${command.$db}.${name}`, nextBatch: batch } };
  },
  create: command => {
    if (store.database(command.$db).has(command.create)) throw new Refusal(48, 'NamespaceExists', 'Collection already exists.');
    store.collection(command.$db, command.create, true).validate(command.validator ?? {});
    return {};
  },
  collMod: command => {
    store.collection(command.$db, command.collMod, true).validate(command.validator ?? {});
    return {};
  },
  createIndexes: command => {
    const { indexes, documents } = store.collection(command.$db, command.createIndexes, true);
    for (const index of command.indexes) {
      const known = indexes.find(one => one.name === index.name);
      const isSame = known && JSON.stringify([known.key, known.unique]) === JSON.stringify([index.key, index.unique]);
      if (known && !isSame) throw new Refusal(86, 'IndexKeySpecsConflict', `There is another index ${index.name}.`);
      if (!known) indexes.push({ v: 2, ...index });
    }
    return { numIndexesAfter: indexes.length, ok: 1, n: documents.size };
  },
  listIndexes: command => cursor(command, command.listIndexes, store.collection(command.$db, command.listIndexes).indexes),
  dropIndexes: command => {
    const collection = store.collection(command.$db, command.dropIndexes);
    collection.indexes = collection.indexes.filter(one => one.name !== command.index);
    return {};
  },
  listCollections: command =>
    cursor(command, '$cmd.listCollections', [...store.database(command.$db)].map(([name, one]) => ({ name, type: 'collection', options: { validator: one.validator } }))),
  dropDatabase: command => {
    store.databases.delete(command.$db);
    return {};
  },
};

function greet() {
  const me = `127.0.0.1:${listener.address().port}`;
  return {
    helloOk: true,
    ismaster: true,
    isWritablePrimary: true,
    ...(isAlone ? {} : { setName: 'rs0', setVersion: 1, hosts: [me], me, primary: me, electionId: new ObjectId('7fffffff0000000000000001') }),
    maxBsonObjectSize: 16777216,
    maxMessageSizeBytes: 48000000,
    maxWriteBatchSize: 100000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    minWireVersion: 0,
    maxWireVersion: 25,
    readOnly: false,
  };
}

function cursor(command, name, documents, size) {
  const left = [...documents];
  const batch = left.splice(0, size === undefined ? 101 : plain(size));
  const id = left.length ? next++ : 0;
  if (id) cursors.set(String(id), { name, left });
  return { cursor: { id: Long.fromNumber(id), ns: `${command.$db}.${name}`, firstBatch: batch } };
}

function writes(command, statements, apply, more = {}) {
  const result = { n: 0, ...more };
  for (const [index, statement] of statements.entries())
    try {
      for (const [key, count] of Object.entries(apply(statement))) result[key] += count;
    } catch (problem) {
      if (!problem.write) throw problem;
      result.writeErrors = [{ index, code: problem.code, errmsg: problem.message }];
      break;
    }
  return result;
}

// The transaction that a command is part of; one that is over tells so.
function within(command) {
  if (plain(command.autocommit) !== false) return null;
  if (isAlone) throw new Refusal(20, 'IllegalOperation', 'Transaction numbers are only allowed on a replica set member or mongos');
  const id = keyOf(command.lsid.id);
  if (command.startTransaction) {
    if (transactions.has(id)) store.end(transactions.get(id));
    transactions.set(id, { ...store.begin(command.$db), number: keyOf(command.txnNumber) });
  }
  const transaction = transactions.get(id);
  if (!transaction || transaction.isOver || transaction.number !== keyOf(command.txnNumber))
    throw new Refusal(251, 'NoSuchTransaction', 'There is no such transaction.', ['TransientTransactionError']);
  return transaction;
}

async function run(command) {
  const name = Object.keys(command)[0];
  if (name === 'commitTransaction' || name === 'abortTransaction') {
    const transaction = within(command);
    if (name[0] === 'c') store.commit(transaction);
    else store.end(transaction);
    return {};
  }
  if (!Commands[name]) throw new Refusal(59, 'CommandNotFound', `no such command: '${name}'`);
  const transaction = within(command);
  for (const end = Date.now() + 10000; ; )
    try {
      const result = Commands[name](command, transaction);
      // What is refused in a transaction ends it.
      if (result.writeErrors && transaction) store.end(transaction);
      return result;
    } catch (problem) {
      // Who writes without a transaction waits for who holds a document by one.
      if (problem.codeName !== 'Wait' || Date.now() > end) {
        if (transaction) store.end(transaction);
        throw problem;
      }
      await new Promise(done => setTimeout(done, 5));
    }
}

const listener = net.createServer(socket => {
  let buffer = Buffer.alloc(0);
  socket.on('error', () => {});
  socket.on('data', async data => {
    buffer = Buffer.concat([buffer, data]);
    const whole = [...messages(buffer)];
    if (whole.length > 0) buffer = Buffer.from(buffer.subarray(whole.at(-1)[1]));
    for (const [bytes] of whole) {
      const message = parse(Buffer.from(bytes));
      let result;
      try {
        result = { ...(await run(message.command)), ok: 1 };
      } catch (problem) {
        if (!(problem instanceof Refusal)) process.stderr.write(`${JSON.stringify(message.command)}\n${problem.stack}\n`);
        result = { ok: 0, code: new Int32(problem.code ?? 8), codeName: problem.codeName ?? 'UnknownError', errmsg: String(problem.message) };
        if (problem.labels?.length) result.errorLabels = problem.labels;
      }
      if (!message.isAlone) socket.write(answer(message, result));
    }
  });
});
listener.listen(Number(process.argv[2] ?? 0) || 0, '127.0.0.1', () => console.log(listener.address().port));
