// Real processes: oilflowd on a free port, the C++ client, and a client in
// another language made from the protos alone get the same numbers.
//
//   node foreign_client_test.mjs OILFLOWD OILFLOW SOURCE_DIR

import assert from 'node:assert/strict';
import {execFileSync, spawn} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

const [oilflowd, oilflow, source] = process.argv.slice(2);
const require = createRequire(join(source, 'script/npm/package.json'));
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const scratch = mkdtempSync(join(tmpdir(), 'oilflow-e2e-'));
const portFile = join(scratch, 'port');
const server = spawn(
    oilflowd, ['--listen', '127.0.0.1:0', '--port-file', portFile],
    {stdio: ['ignore', 'ignore', 'inherit']});

async function portOf() {
  for (let tries = 0; tries < 100; ++tries) {
    if (existsSync(portFile) && readFileSync(portFile, 'utf8').trim()) {
      return Number(readFileSync(portFile, 'utf8'));
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the server did not start');
}

function loadApi() {
  const definition = loader.loadSync(
      [
        'oilflow/v1/evaluation_service.proto',
        'oilflow/v1/scenario_service.proto',
        'oilflow/v1/baseline_service.proto',
      ],
      {
        includeDirs: [
          join(source, 'proto'),
          join(source, 'script/npm/node_modules/google-proto-files'),
        ],
        enums: String,
        longs: String,
        defaults: false,
        arrays: false,
      });
  return grpc.loadPackageDefinition(definition).oilflow.v1;
}

const call = (client, method, request) =>
    new Promise((resolve, reject) => {
      const deadline = new Date(Date.now() + 30000);
      client[method](request, {deadline}, (error, response) =>
          error ? reject(error) : resolve(response));
    });

// proto3 JSON leaves out what has its default value; so does the foreign client
// when told to, but for what it writes of presence.
function plain(value) {
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
        Object.entries(value)
            .filter(([key, inner]) => !key.startsWith('_') &&
                        inner !== undefined)
            .map(([key, inner]) => [key, plain(inner)])
            .sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  return value;
}

let failed = false;
try {
  const address = `127.0.0.1:${await portOf()}`;
  const api = loadApi();
  const credentials = grpc.credentials.createInsecure();
  const evaluations = new api.EvaluationService(address, credentials);
  const scenarios = new api.ScenarioService(address, credentials);

  const library = (await call(scenarios, 'listScenarios', {})).scenarios;
  assert.ok(library.length >= 15, 'the library is there');
  let numbers = 0;
  for (const {name} of library) {
    const foreign = await call(evaluations, 'evaluateScenario', {name});
    const ours = JSON.parse(execFileSync(
        oilflow,
        ['evaluate', name.replace('scenarios/', ''), '--server', address, '-o',
         'json'],
        {maxBuffer: 1 << 26}));
    const local = JSON.parse(execFileSync(
        oilflow,
        ['evaluate', name.replace('scenarios/', ''), '--local', '-o', 'json'],
        {maxBuffer: 1 << 26}));
    assert.deepEqual(plain(foreign), plain(ours), name);
    assert.deepEqual(ours, local, `${name}, in the client's own process`);
    for (const arc of ours.arcs) {
      numbers += (arc.flow.scenarioBpd ?? []).length;
    }
  }
  assert.ok(numbers > 10000, `only ${numbers} numbers were compared`);

  // An error with its details, read by the foreign client.
  const error = await call(evaluations, 'evaluateScenario', {name: 'scenarios/x'})
                    .then(() => null, (caught) => caught);
  assert.equal(error.code, grpc.status.NOT_FOUND);
  assert.ok(error.metadata.get('grpc-status-details-bin').length === 1);
  console.log(`${library.length} scenarios, ${numbers} flows: all the same`);
  evaluations.close();
  scenarios.close();
} catch (error) {
  failed = true;
  console.error(error);
} finally {
  server.kill('SIGTERM');
  const code = await new Promise((resolve) => server.on('exit', resolve));
  rmSync(scratch, {recursive: true});
  if (code !== 0) {
    console.error(`oilflowd ended with ${code} on SIGTERM`);
    failed = true;
  }
}
process.exit(failed ? 1 : 0);
