import { redactCommand, redactMessage, redactSource, redactUrl } from '../../src/resources/redact'

describe('command lines', () => {
  test.each<[string, readonly string[], string]>([
    ['are shown as they are', ['git', 'clone', '--depth', '1'], 'git clone --depth 1'],
    ['hide the value after a secret option', ['psql', '--password', 'hunter2'], 'psql --password ***'],
    ['hide the value of a secret option', ['app', '--api-key=hunter2'], 'app --api-key=***'],
    ['keep the value of any other option', ['app', '--port=4000', '-v'], 'app --port=4000 -v'],
    ['hide every variable', ['env', 'HOME=/home/me', 'sh'], 'env HOME=*** sh'],
    [
      'hide the credentials of URLs',
      ['psql', 'postgres://app:hunter2@db:5432/shop?sslkey=hunter2'],
      'psql postgres://app@db:5432/shop',
    ],
    [
      'hide the credentials of URLs in options',
      ['app', '--proxy=http://me:hunter2@proxy:80/x?token=hunter2'],
      'app --proxy=http://me@proxy:80/x',
    ],
    ['hide names in any case', ['app', '--Session-Token', 'hunter2'], 'app --Session-Token ***'],
    ['hide a password that is glued to its option', ['mysql', '-phunter2', '-uapp'], 'mysql -p*** -uapp'],
    [
      'hide headers and users',
      ['curl', '-H', 'Authorization: Bearer hunter2', '--user', 'me:hunter2', 'http://api.test'],
      'curl -H Authorization: *** --user *** http://api.test',
    ],
    ['keep other users', ['sudo', '-u', 'postgres', 'psql'], 'sudo -u postgres psql'],
    ['hide the password of redis-cli', ['redis-cli', '-a', 'hunter2', 'ping'], 'redis-cli -a *** ping'],
    ['hide the password of sqlcmd', ['sqlcmd', '-U', 'sa', '-P', 'hunter2'], 'sqlcmd -U sa -P ***'],
    ['keep -a and -P of others', ['ls', '-a', 'src', '-P', 'x'], 'ls -a src -P x'],
    [
      'hide the values of short names',
      ['app', '--bearer', 'hunter2', '--pw=hunter2', '--pin=1234', '--otp', '1234'],
      'app --bearer *** --pw=*** --pin=*** --otp ***',
    ],
    ['keep what only contains them', ['app', '--spin=fast', '--pipeline=x'], 'app --spin=fast --pipeline=x'],
    ['hide a user with a password', ['app', '--user=admin:hunter2'], 'app --user=***'],
    ['hide signed tokens', ['app', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl'], 'app ***'],
    ['hide tokens of services', ['gh', 'login', 'ghp_0123456789abcdefghij'], 'gh login ***'],
    [
      'hide the paths of webhooks',
      [
        'curl',
        'https://hooks.slack.com/services/T0/B0/hunter2',
        'https://discord.com/api/webhooks/1/hunter2',
      ],
      'curl https://hooks.slack.com/*** https://discord.com/api/webhooks/***',
    ],
    [
      'hide what is piped in',
      ['sh', '-c', 'echo hunter2 | docker login -u me --password-stdin'],
      'sh -c echo *** | docker login -u me --password-stdin',
    ],
    ['put everything on one line', ['node', '-e', 'a\n  b'], 'node -e a b'],
  ])('%s', (_name, args, shown) => {
    expect(redactCommand(args)).toBe(shown)
  })

  test.each([
    ['./run --password hunter2 --port 4000', './run --password *** --port 4000'],
    [`./run --password='hunter 2' -v`, './run --password=*** -v'],
    ['LEVEL=hunter2 TOKEN="hunter 2" ./run', 'LEVEL=***'],
    ['cd app && LEVEL=hunter2 ./run', 'cd app && LEVEL=*** ./run'],
    [
      `curl -H "Authorization: Bearer hunter2" http://api.test`,
      'curl -H "Authorization: ***" http://api.test',
    ],
    ['curl -u me:hunter2 http://api.test', 'curl -u *** http://api.test'],
    ['mysql -u app -phunter2 shop', 'mysql -u app -p*** shop'],
    [`connect({ password: 'hunter2', port: 4000 })`, 'connect({ password: ***, port: 4000 })'],
    [`const apiKey = "hunter2"`, 'const apiKey = ***'],
    ['psql postgres://app:hunter2@db/shop -c x', 'psql postgres://app@db/shop -c x'],
    ['git log --author me', 'git log --author ***'],
    ['sleep 60', 'sleep 60'],
  ])('program %s is shown as %s', (program, shown) => {
    expect(redactCommand(['/bin/sh', '-c', program])).toBe(`/bin/sh -c ${shown}`)
  })

  test('are cut where a program is longer than anybody reads', () => {
    expect(redactCommand(['node', '-e', 'x'.repeat(200)])).toBe(`node -e ${'x'.repeat(80)}…`)
  })

  test('show the end of a long path', () => {
    const path = `/srv/${'deep/'.repeat(40)}worker.js`
    expect(redactCommand(['node', path])).toBe(`node …${path.slice(-80)}`)
  })
})

describe('URLs', () => {
  test.each([
    ['postgres://user:password@host/db?sslkey=x', 'postgres://user@host/db'],
    ['redis://:password@host:6379', 'redis://@host:6379'],
    ['https://host/path#fragment', 'https://host/path'],
    ['https://host/path', 'https://host/path'],
    ['mongodb+srv://u:p%40ss@host', 'mongodb+srv://u@host'],
    ['postgres://user:pa/ss@host/db', 'postgres://user@host/db'],
    ['postgres://user:p@ss@host/db', 'postgres://user@host/db'],
    ['https://hunter2@github.test/app.git', 'https://***@github.test/app.git'],
    ['http://host:4000/mail/a@b', 'http://host:4000/mail/a@b'],
    ['postgres://a:x@h/1 redis://b:y@h/2', 'postgres://a@h/1 redis://b@h/2'],
    ['no address', 'no address'],
  ])('%s is shown as %s', (given, shown) => {
    expect(redactUrl(given)).toBe(shown)
  })
})

describe('texts of errors', () => {
  test.each([
    ['wrong password "hunter2" for admin', 'wrong password *** for admin'],
    ['the token is hunter2', 'the token is ***'],
    [
      'cannot reach https://discord.com/api/webhooks/1/hunter2',
      'cannot reach https://discord.com/api/webhooks/***',
    ],
    ['token expired', 'token expired'],
    ['the session has ended', 'the session has ended'],
  ])('%s', (text, shown) => {
    expect(redactMessage(text)).toBe(shown)
  })
})

describe('lines of source', () => {
  test.each([
    [`  const token = 'hunter2'`, `  const token = '***'`],
    ['  login({ password: `hunter2`, user })', `  login({ password: '***', user })`],
    [
      `  const db = connect('postgres://app:hunter2@db/shop')`,
      `  const db = connect('postgres://app:***@db/shop')`,
    ],
    [`  spawn('env', ['API_KEY=hunter2', 'sh'])`, `  spawn('env', ['API_KEY=***', 'sh'])`],
    [`  get('/?auth=x&token=hunter2&page=2')`, `  get('/?auth=***&token=***&page=2')`],
    [`  spawn('db', ['--password', 'hunter2'])`, `  spawn('db', ['--password', '***'])`],
    [`  const token = parse(input)`, `  const token = parse(input)`],
    [`  const id = 'ghp_0123456789abcdefghij'`, `  const id = '***'`],
    [`  const server = createServer(handler).listen(0)`, `  const server = createServer(handler).listen(0)`],
    [`  const keys = Object.keys(session)`, `  const keys = Object.keys(session)`],
  ])('%s', (line, shown) => {
    expect(redactSource(line)).toBe(shown)
  })
})

test('a program of many pages is not looked through, and shows no part of a secret', () => {
  expect(redactCommand(['node', '-e', '--password'.repeat(2_000)])).toMatch(/^node -e .{1,81}$/)
  expect(redactUrl(`${'a'.repeat(20_000)} postgres://user:hidden@host/db`)).not.toContain('hidden')
  const long = 'hidden'.repeat(200)
  expect(redactCommand(['node', `postgres://user:${long}@host/db`])).toBe('node postgres://user…')
  expect(redactMessage(`cannot reach postgres://user:${long}@host/db`)).not.toContain('hidden')
})
