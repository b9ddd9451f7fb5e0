/** What is wrong with a field, said when it becomes so. */
export const Problem = ({ id, text }: { id: string; text: string | undefined }) => (
  <span id={id} class="problem" role={text ? 'alert' : undefined}>
    {text}
  </span>
)
