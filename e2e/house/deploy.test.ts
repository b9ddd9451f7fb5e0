import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { readConfig, SETTING_NAMES } from '../../server/config.ts'

const root = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
/** Read by Node, packages and the system, not by us. */
const FOREIGN = ['NODE_ENV', 'NODE_COMPILE_CACHE', 'MALLOC_ARENA_MAX']
const SECRET = /PASSWORD|SECRET|KEY|AUTH/

interface Service {
  image?: string
  build?: { context: string; dockerfile: string }
  environment?: Record<string, string>
  volumes?: string[]
  networks?: string[] | Record<string, { ipv4_address?: string }>
  depends_on?: Record<string, object>
  command?: string[]
}
const compose = parse(read('compose.yaml'), { merge: true, strict: true, uniqueKeys: true }) as {
  services: Record<string, Service>
  networks: Record<string, object>
  volumes: Record<string, object>
}
const { services } = compose
const nodes = ['node-1', 'node-2'].map((name) => services[name] as Service)
const VARIABLE = /\$\{(\w+)(:[?-])([^}]*)\}/g
const variables = [...read('compose.yaml').matchAll(VARIABLE)].map(([, name = '', kind = '', rest = '']) => ({
  name,
  required: kind === ':?',
  rest,
}))
const filledIn = (text: string, values: Record<string, string>) =>
  String(text).replace(
    VARIABLE,
    (_, name: string, kind: string, rest: string) => values[name] ?? (kind === ':-' ? rest : ''),
  )
/** `NAME=value` lines of a file of settings. */
const settingsOf = (path: string) =>
  Object.fromEntries(
    read(path)
      .split('\n')
      .filter((line) => /^\w+=/.test(line))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )

describe('compose.yaml', () => {
  const values = {
    DOMAIN: 'help.example.com',
    POSTGRES_PASSWORD: 'a1b2c3',
    REDIS_PASSWORD: 'd4e5f6',
    MEILI_KEY: '0123456789abcdef',
  }
  it('gives both nodes settings that the product accepts', () => {
    for (const { environment = {} } of nodes) {
      expect(Object.keys(environment).filter((name) => !SETTING_NAMES.includes(name))).toEqual([])
      const config = readConfig(
        Object.fromEntries(Object.entries(environment).map(([name, text]) => [name, filledIn(text, values)])),
      )
      expect(config).toMatchObject({
        publicUrl: 'https://help.example.com',
        databaseUrl: 'postgres://firstline:a1b2c3@postgres:5432/firstline',
        redisUrl: 'redis://:d4e5f6@redis:6379',
        meilisearch: { url: 'http://meilisearch:7700', key: '0123456789abcdef' },
        demoShopPort: null,
        smtpUrl: undefined,
      })
    }
  })
  it('reaches in every address a service that is there', () => {
    const hosts = nodes.flatMap(({ environment = {} }) =>
      ['DATABASE_URL', 'REDIS_URL', 'MEILI_URL'].map(
        (name) => new URL(filledIn(environment[name] ?? '', values)).hostname,
      ),
    )
    expect([...new Set(hosts)].sort()).toEqual(['meilisearch', 'postgres', 'redis'])
    for (const { depends_on = {} } of nodes) expect(Object.keys(depends_on).sort()).toEqual([...new Set(hosts)].sort())
    for (const host of hosts) expect(services).toHaveProperty(host)
  })
  it('has no secret of its own: each is asked for, or is off', () => {
    for (const { name, required, rest } of variables) if (SECRET.test(name) && !required) expect(rest, name).toBe('')
    for (const [service, { environment = {} }] of Object.entries(services))
      for (const [name, text] of Object.entries(environment))
        if (SECRET.test(name)) expect(text, `${service} ${name}`).toMatch(/^\$\{\w+(:\?[^}]+|:-)\}$/)
    expect(services['redis']?.command?.join(' ')).toMatch(/--requirepass \$\{REDIS_PASSWORD:\?/)
  })
  it('names files, networks and volumes that are there', () => {
    for (const { build, volumes = [], networks = [] } of Object.values(services)) {
      if (build) expect(existsSync(join(root, build.context, build.dockerfile))).toBe(true)
      for (const volume of volumes) {
        const [source = ''] = volume.split(':')
        if (source.startsWith('.')) expect(existsSync(join(root, source)), source).toBe(true)
        else expect(compose.volumes).toHaveProperty(source)
      }
      for (const network of Array.isArray(networks) ? networks : Object.keys(networks))
        expect(compose.networks).toHaveProperty(network)
    }
  })
  it('pins a version of every image it does not build', () => {
    for (const { image, build } of Object.values(services)) if (!build) expect(image).toMatch(/:v?\d+(\.\d+)?[\w.-]*$/)
  })
  it('lets the nodes believe the proxy and nobody else', () => {
    const proxy = services['proxy']?.networks as Record<string, { ipv4_address?: string }>
    for (const { environment } of nodes) expect(environment?.['TRUSTED_PROXIES']).toBe(proxy['inside']?.ipv4_address)
    const published = Object.entries(services).filter(([, service]) => 'ports' in service)
    expect(published.map(([name]) => name)).toEqual(['proxy'])
  })
  it('is filled in from deploy/env.example, which names every variable and no value', () => {
    const example = settingsOf('deploy/env.example')
    expect(Object.keys(example).sort()).toEqual([...new Set(variables.map(({ name }) => name))].sort())
    expect(Object.values(example).filter(Boolean)).toEqual([])
  })
})

describe('deploy/Caddyfile', () => {
  it('sends to both nodes, where the image listens, and asks them for their health', () => {
    const [, upstreams = ''] = /reverse_proxy ([^{]+)\{/.exec(read('deploy/Caddyfile')) ?? []
    const [, port] = /PORT=(\d+)/.exec(read('Containerfile')) ?? []
    expect(upstreams.trim().split(' ')).toEqual(['node-1', 'node-2'].map((node) => `${node}:${port}`))
    expect(read('deploy/Caddyfile')).toContain('health_uri /readyz')
    expect(read('deploy/Caddyfile').match(/\{/g)?.length).toBe(read('deploy/Caddyfile').match(/\}/g)?.length)
  })
})

describe('the Containerfile', () => {
  const steps = read('Containerfile')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => /^[A-Z]+ /.test(line))
    .map((line) => ({ verb: line.split(' ', 1)[0] as string, rest: line.slice(line.indexOf(' ') + 1) }))
  const of = (verb: string) => steps.filter((step) => step.verb === verb).map(({ rest }) => rest)

  it('copies what is there, and what the ignored files let through', () => {
    const ignored = read('.containerignore')
    const copied = of('COPY').filter((rest) => !rest.startsWith('--from'))
    expect(copied.length).toBeGreaterThan(5)
    for (const source of copied.flatMap((rest) => rest.split(' ').slice(0, -1))) {
      expect(existsSync(join(root, source)), source).toBe(true)
      expect(ignored).toContain(`!${source}\n`)
    }
    expect(read('.dockerignore')).toBe(ignored)
  })
  it('builds from everything the build reads', () => {
    const [, sources = ''] = /const SOURCES = \[([^\]]+)\]/.exec(read('server/build.ts')) ?? []
    const copied = of('COPY').join(' ').split(' ')
    for (const [, source = ''] of sources.matchAll(/'([^']+)'/g)) expect(copied).toContain(source.split('/')[0])
  })
  it('starts what is there, as a user without rights, with settings that exist and no secret', () => {
    const command = JSON.parse(of('CMD').at(-1) ?? '[]') as string[]
    expect(existsSync(join(root, command.find((part) => /\.mjs$/.test(part)) ?? ''))).toBe(true)
    expect(of('USER')).toEqual(['node'])
    const names = of('ENV').flatMap((rest) => [...rest.matchAll(/(\w+)=/g)].map(([, name]) => name as string))
    expect(names.filter((name) => !SETTING_NAMES.includes(name) && !FOREIGN.includes(name))).toEqual([])
    expect([...names, ...of('ARG')].filter((name) => SECRET.test(name))).toEqual([])
  })
  it('runs on the Node of .nvmrc', () => {
    for (const image of of('FROM')) expect(image).toContain(`/node:${read('.nvmrc').trim()}-`)
  })
})

describe('deploy/firstline.service', () => {
  const unit = read('deploy/firstline.service')
  const values = (key: string) => [...unit.matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].map(([, value]) => value ?? '')

  it('sets what the product reads', () => {
    const names = values('Environment').map((one) => one.split('=')[0] as string)
    expect(names.filter((name) => !SETTING_NAMES.includes(name) && !FOREIGN.includes(name))).toEqual([])
    const example = settingsOf('deploy/firstline.env.example')
    expect(Object.keys(example).filter((name) => !SETTING_NAMES.includes(name))).toEqual([])
    for (const [name, value] of Object.entries(example)) if (SECRET.test(name)) expect(value, name).toBe('')
    expect(readConfig({ ...example, DATA_DIR: '/var/lib/firstline' }).trustedProxies).toEqual(['127.0.0.1'])
  })
  it('starts what is there, and may write where its data lies', () => {
    const [start = ''] = values('ExecStart')
    const script = start.split(' ').find((part) => part.endsWith('.mjs')) ?? ''
    expect(existsSync(join(root, script))).toBe(true)
    expect(start.split(' ')[0]).toBe(`${values('WorkingDirectory')[0]}/node_modules/.bin/node`)
    expect(values('Environment')).toContain(`DATA_DIR=/var/lib/${values('StateDirectory')[0]}`)
  })
  it.skipIf(spawnSync('systemd-analyze', ['--version']).status !== 0)('is read by systemd without a complaint', () => {
    const { stdout, stderr } = spawnSync(
      'systemd-analyze',
      ['verify', '--man=no', join(root, 'deploy/firstline.service')],
      {
        encoding: 'utf8',
      },
    )
    const ours = `${stdout}${stderr}`.split('\n').filter((line) => line.includes('firstline.service'))
    // The program itself is on the machine it is installed on.
    expect(ours.filter((line) => !/is not executable|No such file/.test(line))).toEqual([])
  })
})
