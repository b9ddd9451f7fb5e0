import { registerHooks } from 'node:module'

/**
 * node e2e/api-client/generate.ts DOCUMENT FOLDER
 * Writes a client for the described API. In a process of its own: the generator wants the compiler as it was before
 * version 7, which lies here under another name.
 */
registerHooks({
  resolve: (specifier, context, next) => next(specifier === 'typescript' ? '@tsd/typescript' : specifier, context),
})
const { createClient } = await import('@hey-api/openapi-ts')
const [input = '', output = ''] = process.argv.slice(2)
await createClient({
  input,
  output,
  logs: { level: 'error' },
  plugins: [
    '@hey-api/client-fetch',
    '@hey-api/typescript',
    'zod',
    { name: '@hey-api/sdk', validator: { response: 'zod' } },
  ],
})
