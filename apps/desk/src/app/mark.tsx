import './mark.css'

/** The mark: the character for "person", one stroke leaning on the other. */
export function Mark() {
  return (
    <svg className="desk-mark" viewBox="4 3 24 26" aria-hidden="true">
      <path d="M17 5c-.6 8.500-4 15.700-10.500 21" />
      <path className="desk-mark-second" d="M15.800 14c1.600 5.200 4.900 9.300 10 12" />
    </svg>
  )
}
