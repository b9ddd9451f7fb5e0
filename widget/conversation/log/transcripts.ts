import { text } from '../../api/read.ts'
import type { PanelState } from '../../panel/panel-state.ts'

/** The conversation to keep: as text, or by mail. */
export function transcripts({ request, memory }: PanelState, openId: () => string | undefined) {
  const ask = async <T>(read: (value: unknown) => T, mail?: string) => {
    const id = openId()
    const what = { token: memory.get('token'), ...(mail && ({ method: 'POST', body: { mail } } as const)) }
    return id ? request(`/conversations/${id}/transcript`, read, what) : null
  }
  return {
    async transcript() {
      const answered = await ask(text)
      return answered?.ok ? answered.value : null
    },
    mailTranscript: async (mail: string) => (await ask(() => true, mail))?.ok === true,
  }
}
