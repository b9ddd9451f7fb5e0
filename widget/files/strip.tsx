import { live } from '../panel/live.ts'
import { usePanel } from '../panel/panel-state.ts'
import { DRAFT } from '../conversation/writing/file-door.ts'
import type { Files } from './files.tsx'
import { Row } from './row.tsx'

/** What goes with the message that is being written. */
export const Strip = live(function Strip({ files }: { files: Files }) {
  const { say } = usePanel().speech.value
  const attached = files.of(DRAFT)
  return attached.length > 0 ? (
    <ul class="strip" aria-label={say('files.list')}>
      {attached.map((file) => (
        <Row key={file.id} file={file} files={files} remove />
      ))}
    </ul>
  ) : null
})
