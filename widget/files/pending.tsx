import { canGo } from '#client'
import { live } from '../panel/live.ts'
import { usePanel } from '../panel/panel-state.ts'
import type { Files } from './files.tsx'
import { Row } from './row.tsx'

/** The files of a message on its way, and why it was refused for them where none of them says so itself. */
export const Pending = live(function Pending({
  files,
  place,
  refused,
}: {
  files: Files
  place: string
  refused: string | null
}) {
  const { say, knows } = usePanel().speech.value
  const attached = files.of(place)
  const key = `files.${refused}`
  return (
    <>
      <ul class="strip">
        {attached.map((file) => (
          <Row key={file.id} file={file} files={files} remove={false} />
        ))}
      </ul>
      {attached.every(canGo) && knows(key) && (
        <p class="why" role="alert">
          {say(key)}
        </p>
      )}
    </>
  )
})
