import './keys.css'

/** Keys to press, drawn as keys: `g r` one after the other, `Ctrl+K` together. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className="zc-keys">
      {keys.split(' ').map((key) => (
        <kbd key={key} className="zc-key">
          {key}
        </kbd>
      ))}
    </span>
  )
}
