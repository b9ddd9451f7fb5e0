import { watch } from 'node:fs'
import { join } from 'node:path'
import { createBuilder, loadConfigFromFile, type Plugin, type UserConfig } from 'vite'

/** Where the widget of development lies; what `npm start` serves stays as it was built. */
export const WIDGET_DIR = 'node_modules/.firstline-dev/widget'
const SOURCES = ['widget', 'server/protocol', 'kb/shared']
const SETTLE_MS = 30

/** The widget is embedded as it is built, so a change builds it again, without the last per cents of its size. */
export async function startDevWidget(
  root: string,
  rebuilt: (what: { files: string[]; ms: number; error: unknown }) => void,
): Promise<{ close(): void }> {
  const build = async () => {
    const builder = await createBuilder({ ...(await quickConfig(root)), root, configFile: false, logLevel: 'error' })
    await builder.buildApp()
  }
  let turn = build()
  let changed: string[] = []
  const seen = (file: string) => {
    if (/\.test\.tsx?$|\.md$|(^|\/)testing\//.test(file)) return
    changed.push(file)
    if (changed.length > 1) return
    const since = performance.now()
    turn = turn
      .catch(() => {})
      .then(() => new Promise((resolve) => setTimeout(resolve, SETTLE_MS)))
      .then(() => {
        const files = changed
        changed = []
        return build().then(
          () => rebuilt({ files, ms: performance.now() - since, error: null }),
          (error: unknown) => rebuilt({ files, ms: performance.now() - since, error }),
        )
      })
  }
  const watchers = SOURCES.map((folder) =>
    watch(join(root, folder), { recursive: true }, (_, name) => name && seen(join(folder, name))),
  )
  await turn
  return {
    close: () => {
      for (const watcher of watchers) watcher.close()
    },
  }
}

/** The configuration of the real build, beside what is served in earnest and without its second minifier and compressed files. */
async function quickConfig(root: string): Promise<UserConfig> {
  const command = { command: 'build', mode: 'development' } as const
  const loaded = await loadConfigFromFile(command, join(root, 'vite.widget.config.ts'))
  if (!loaded) throw new Error('vite.widget.config.ts does not load')
  const { config } = loaded
  for (const { build } of Object.values(config.environments ?? {})) if (build) build.outDir = WIDGET_DIR
  for (const plugin of (config.plugins ?? []) as Plugin[]) {
    delete plugin.renderChunk
    delete plugin.writeBundle
  }
  return config
}
