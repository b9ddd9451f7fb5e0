import { render } from 'preact'
import { effect } from '@preact/signals'
import { App } from './app.tsx'
import { startClock } from './dates.ts'
import { startRouting } from './routing.ts'
import { loadSession } from './session/session.ts'
import { startKeys } from './shell/keys.ts'
import { startTheme } from './shell/theme.ts'
import { language } from './texts.ts'

const root = document.getElementById('desk')
if (root) {
  effect(() => {
    document.documentElement.lang = language.value
  })
  startClock()
  startTheme()
  startRouting()
  startKeys()
  void loadSession()
  root.replaceChildren()
  render(<App />, root)
}
