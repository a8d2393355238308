import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { expect, it } from 'vitest'
import { defaultLimits } from '../src/index.ts'
import { createXmlFeed } from '../src/xml-feed.ts'

// What a general parser hears is the measure for our own: same elements, attributes and texts, same refusals.

/** Beginning and end of an element, or a piece of text. */
type Event = { tag: string } | { close: string } | { text: string }

function ours(chunks: readonly Buffer[]): Event[] {
  const events: Event[] = []
  const feed = createXmlFeed(
    'test',
    {
      open(name, attributes) {
        events.push({ tag: `${name} r=${attributes.get('r')} id=${attributes.get(':id')}` })
        return true
      },
      close: (close) => void events.push({ close }),
      text: (text) => void events.push({ text }),
    },
    defaultLimits,
  )
  for (const chunk of chunks) feed.write(chunk)
  feed.end()
  return joinTexts(events)
}

function theirs(xml: string): Event[] {
  const events: Event[] = []
  const parser = new SaxesParser({ xmlns: false })
  const local = (name: string) => name.slice(name.indexOf(':') + 1)
  let depth = 0
  const text = (piece: string) => void (depth > 0 && events.push({ text: piece }))
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1
    const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1]
    events.push({ tag: `${local(name)} r=${attributes.r} id=${id}` })
  })
  parser.on('closetag', ({ name }) => {
    depth -= 1
    events.push({ close: local(name) })
  })
  parser.on('text', text)
  parser.on('cdata', text)
  parser.write(xml).close()
  return joinTexts(events)
}

/** Texts may come in any number of pieces; text behind a child element is not asked for by any sheet. */
function joinTexts(events: readonly Event[]): Event[] {
  const joined: Event[] = []
  let isBehindChild = false
  for (const event of events) {
    const last = joined.at(-1)
    if (!('text' in event)) {
      isBehindChild = 'close' in event
      joined.push(event)
    } else if (last && 'text' in last) joined[joined.length - 1] = { text: last.text + event.text }
    else if (!isBehindChild && event.text !== '') joined.push(event)
  }
  return joined
}

const name = fc.constantFrom('row', 'c', 'v', 'x:is', 't', 'r', 'rPh')
const plainText = fc
  .string({
    unit: fc.constantFrom(
      'a',
      '一',
      '𬀩',
      ' ',
      '\n',
      '>',
      '&amp;',
      '&#x41;',
      '&#66;',
      '&quot;',
      "'",
      '"',
      ';',
    ),
  })
  .map((text) => text.replaceAll(']]>', ''))
const value = fc.string({ unit: fc.constantFrom('a', '1', '一', '>', '/', '&lt;', "'", ' ') })
const attribute = fc.oneof(
  fc.record({ key: fc.constantFrom('r', 's', 'x:id', 'rid'), value }).map((a) => `${a.key}="${a.value}"`),
  fc
    .record({ key: fc.constantFrom('t', 'y:r'), value: fc.constantFrom('"', 'a>b') })
    .map((a) => `${a.key}='${a.value}'`),
)
const tag = fc.record({
  name,
  attributes: fc.uniqueArray(attribute, { maxLength: 4, selector: (a) => a.split('=')[0] }),
  space: fc.constantFrom('', ' ', '\n'),
})
const { element } = fc.letrec<{ element: string; inside: string }>((tie) => ({
  element: fc.oneof(
    { depthSize: 'small' },
    tag.map((t) => `<${t.name}${t.attributes.map((a) => ` ${a}`).join('')}${t.space}/>`),
    fc
      .tuple(tag, fc.array(tie('inside'), { maxLength: 4 }))
      .map(
        ([t, inside]) =>
          `<${t.name}${t.attributes.map((a) => ` ${a}`).join('')}${t.space}>${inside.join('')}</${t.name}${t.space}>`,
      ),
  ),
  inside: fc.oneof(
    { depthSize: 'small' },
    plainText,
    fc.constantFrom('<!-- <a> -->', '<![CDATA[<b>&]]>', '<?pi x="<"?>'),
    tie('element'),
  ),
}))
const document = fc.record({
  head: fc.constantFrom('', '<?xml version="1.0" encoding="UTF-8"?>\n', '\ufeff'),
  element,
})

it('hears what a general XML parser hears, however the bytes are cut', () => {
  fc.assert(
    fc.property(document, fc.array(fc.nat(200), { maxLength: 6 }), ({ head, element: body }, cuts) => {
      const bytes = Buffer.from(head + body)
      const places = [0, ...cuts.filter((at) => at < bytes.length).sort((a, b) => a - b), bytes.length]
      const chunks = places.slice(1).map((end, i) => bytes.subarray(places[i], end))
      expect(ours(chunks)).toEqual(theirs(head + body))
    }),
    { numRuns: 2000 },
  )
})

it('refuses what a general XML parser refuses: tags that do not match, own entities, second roots', () => {
  const broken = [
    '<a>',
    '<a></b>',
    '</a>',
    '<a/><b/>',
    '<a>&x;</a>',
    '<a>&</a>',
    '<a b="1>',
    '<a b=1/>',
    '<a b/>',
    '',
    '<a>&#xD800;</a>',
    'x<',
  ]
  for (const xml of broken) {
    expect(() => theirs(xml), xml).toThrow()
    expect(() => ours([Buffer.from(xml)]), xml).toThrow()
  }
})
