import { rm } from 'node:fs/promises'
import node from '@astrojs/node'
import preact from '@astrojs/preact'
import { defineConfig, passthroughImageService } from 'astro/config'

/** `dist/` also holds the widget: a build of the site clears its own two folders and nothing else. */
const clearOwnFolders = {
  name: 'clear-own-folders',
  hooks: {
    'astro:config:done': ({ config }) => {
      clearOwnFolders.outDir = config.outDir
    },
    'astro:build:start': async () => {
      for (const folder of ['client/', 'server/'])
        await rm(new URL(folder, clearOwnFolders.outDir), { recursive: true, force: true })
    },
  },
}

export default defineConfig({
  srcDir: './site',
  publicDir: './site/public',
  outDir: './dist',
  output: 'server',
  // One address per page: `…/` is answered with a redirect by the site's middleware.
  trailingSlash: 'never',
  adapter: node({ mode: 'middleware', bodySizeLimit: 64 * 1024 }),
  integrations: [preact(), clearOwnFolders],
  cache: {
    provider: {
      name: 'firstline',
      entrypoint: new URL('./site/cache/route-cache.ts', import.meta.url),
      config: { max: 2000 },
    },
  },
  // Sessions, images and actions are not used; what is not there cannot be attacked.
  session: false,
  image: { service: passthroughImageService() },
  prefetch: false,
  devToolbar: { enabled: false },
  // The content security policy allows no inline script, so nothing small is inlined.
  build: { inlineStylesheets: 'never', assets: '_assets' },
  vite: { build: { emptyOutDir: false, assetsInlineLimit: 0, target: 'es2022' } },
})
