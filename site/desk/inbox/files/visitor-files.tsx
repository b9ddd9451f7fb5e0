import type { Message } from '#protocol'
import { t } from '../../texts.ts'
import { OtherFile, Picture } from './message-files.tsx'
import { isPicture } from './viewed.ts'

const SMALL_PX = 88

/** What the visitor has sent so far, in one place: nobody looks for a bill in a long conversation. */
export function VisitorFiles({ conversationId, messages }: { conversationId: string; messages: readonly Message[] }) {
  const files = messages.flatMap((each) => (each.author === 'visitor' && !each.deletedAt ? (each.files ?? []) : []))
  if (files.length === 0) return null
  return (
    <section>
      <h3>{t('packet.files')}</h3>
      <div class="files">
        {files.map((file) =>
          isPicture(file) ? (
            <Picture key={file.id} conversationId={conversationId} file={file} most={SMALL_PX} />
          ) : (
            <OtherFile key={file.id} conversationId={conversationId} file={file} />
          ),
        )}
      </div>
    </section>
  )
}
