import { refusal, type Refusal } from './refusal.ts'

/** A phrase found among tokens: `end` is the place after its last token. */
export type Found = { start: number; end: number }

/** Every place where one of a list of phrases stands; a phrase that could end in several places gives the first. */
export type PhraseBook = (tokens: readonly string[]) => Found[]

/** A phrase that was read and can go into a book. */
export type Phrase = {
  /** The place after its last token when it stands at `start`, else undefined. */
  endFrom: (tokens: readonly string[], start: number) => number | undefined
  /** The words it can begin with, or undefined when it can begin with anything. */
  firstWords: readonly string[] | undefined
}

/**
 * Reads phrases written as data, so that a list can be edited without code:
 * `word` one word · `word*` any word beginning so · `_` any one word · `..` up to three words, or none · `(a|b c)` one of these ·
 * `(a)?` perhaps · `$name` one of a named group. Case, accents and spelling of umlauts do not matter ("schlägt" finds "schlaegt").
 * Nothing reaches over the end of a sentence.
 */
export function phraseLanguage(groups: Readonly<Record<string, readonly string[]>>): (written: string) => Phrase | Refusal<'unreadable'> {
  // A group, or a word, means the same in every phrase: it is read once for all of them.
  const words = new Map<string, Piece>()
  return (written) => {
    const marks = written.match(/\(|\)\??|\||\.\.|[^\s()|]+/g) ?? []
    const reader = new PhraseReader(marks, groups, words)
    const phrase = reader.alternatives()
    const problem = reader.problem ?? (reader.isAtEnd ? undefined : 'a bracket closes that was never opened')
    if (problem !== undefined) return refusal('unreadable', `The phrase "${written}" cannot be read: ${problem}.`)
    return { endFrom: (tokens, start) => phrase.match(tokens, start, (end) => end), firstWords: phrase.firstWords }
  }
}

/** Phrases by their first word, so that a long list costs little per word of text. */
export function phraseBook(phrases: readonly Phrase[]): PhraseBook {
  const byFirstWord = new Map<string, Phrase[]>()
  const anywhere: Phrase[] = []
  for (const phrase of phrases) {
    if (phrase.firstWords === undefined) anywhere.push(phrase)
    for (const word of new Set(phrase.firstWords)) {
      const sameStart = byFirstWord.get(word)
      if (sameStart) sameStart.push(phrase)
      else byFirstWord.set(word, [phrase])
    }
  }
  return (tokens) =>
    tokens.flatMap((token, start) =>
      [...(byFirstWord.get(token) ?? []), ...anywhere].flatMap((phrase) => {
        const end = phrase.endFrom(tokens, start)
        return end === undefined ? [] : [{ start, end }]
      }),
    )
}

/**
 * The words of a text as phrases see them: small letters, no accents, invisible characters gone, contractions written out
 * ("can't" is "can not"), and "." wherever a sentence ends.
 */
export function tokensOf(text: string): string[] {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Cf}/gu, '')
    .replace(/['‘’ʼ`´]/g, "'")
  const written = contractions.reduce((sofar, [short, long]) => sofar.replace(short, long), plain)
  return (
    bare(written)
      .match(/[\p{L}\p{N}]+|[.!?;:…\n]+/gu)
      ?.map((token) => (/^[\p{L}\p{N}]/u.test(token) ? token : sentenceEnd)) ?? []
  )
}

const sentenceEnd = '.'

const contractions: readonly (readonly [RegExp, string])[] = [
  [/\bwon'?t\b/g, 'will not'],
  [/\b(?:can'?t|cannot)\b/g, 'can not'],
  [/\b(do|does|did|have|has|had|is|are|was|were|could|would|should)n'?t\b/g, '$1 not'],
  [/\bi'?m\b/g, 'i am'],
  [/\bi'?ve\b/g, 'i have'],
  [/'re\b/g, ' are'],
  [/'ve\b/g, ' have'],
  [/'ll\b/g, ' will'],
  [/'d\b/g, ' would'],
  [/\b(he|she)'?s\b/g, '$1 is'],
  [/\b(it|that|who|what|there|here)'s\b/g, '$1 is'],
  [/'s\b/g, ''],
  [/'/g, ''],
  [/\bany (more)\b/g, 'any$1'],
]

/** Small letters without accents, and "ss" for "ß". */
function bare(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss')
}

/** A piece of a phrase: it tries to go on with `next` from every place where it can end, and gives the first that works. */
type Piece = {
  match: (tokens: readonly string[], at: number, next: (end: number) => number | undefined) => number | undefined
  firstWords: readonly string[] | undefined
}

class PhraseReader {
  problem: string | undefined
  private at = 0
  private readonly marks: readonly string[]
  private readonly groups: Readonly<Record<string, readonly string[]>>
  private readonly words: Map<string, Piece>

  constructor(marks: readonly string[], groups: Readonly<Record<string, readonly string[]>>, words: Map<string, Piece>) {
    this.marks = marks
    this.groups = groups
    this.words = words
  }

  get isAtEnd(): boolean {
    return this.at >= this.marks.length
  }

  alternatives(): Piece {
    const choices = [this.sequence()]
    while (this.marks[this.at] === '|') {
      this.at += 1
      choices.push(this.sequence())
    }
    return oneOf(choices)
  }

  private sequence(): Piece {
    const pieces: Piece[] = []
    for (let mark = this.marks[this.at]; mark !== undefined && mark !== '|' && !mark.startsWith(')'); mark = this.marks[this.at]) {
      this.at += 1
      pieces.push(mark === '(' ? this.bracket() : this.word(mark))
    }
    if (pieces.length === 0) this.problem ??= 'a word is missing'
    return inTurn(pieces)
  }

  private bracket(): Piece {
    const choice = this.alternatives()
    const closing = this.marks[this.at]
    this.at += 1
    if (closing === undefined) this.problem ??= 'a bracket is not closed'
    return closing === ')?' ? oneOf([choice, nothing]) : choice
  }

  private word(mark: string): Piece {
    const known = this.words.get(mark)
    if (known !== undefined) return known
    const piece = this.newWord(mark)
    if (this.problem === undefined) this.words.set(mark, piece)
    return piece
  }

  private newWord(mark: string): Piece {
    if (mark === '..') return gap
    if (mark === '_') return anyWord
    if (!mark.startsWith('$')) return spelled(mark)
    const group = this.groups[mark.slice(1)]
    if (group === undefined) {
      this.problem ??= `there is no group ${mark}`
      return nothing
    }
    return oneOf(group.map((member) => inTurn(member.split(' ').map(spelled))))
  }
}

const nothing: Piece = { match: (_tokens, at, next) => next(at), firstWords: undefined }

const anyWord: Piece = { match: (tokens, at, next) => (isWord(tokens[at]) ? next(at + 1) : undefined), firstWords: undefined }

const gapWords = 3

const gap: Piece = {
  match: (tokens, at, next) => {
    for (let end = at; end <= at + gapWords; end += 1) {
      const found = next(end)
      if (found !== undefined || !isWord(tokens[end])) return found
    }
    return undefined
  },
  firstWords: undefined,
}

/** A word in its spellings: "schlägt" is written "schlagt" once accents are gone, or "schlaegt" by who has no umlauts. */
function spelled(mark: string): Piece {
  const isOpen = mark.endsWith('*')
  const letters = isOpen ? mark.slice(0, -1) : mark
  const withoutUmlauts = letters.toLowerCase().replace(/[äöü]/g, (umlaut) => `${bare(umlaut)}e`)
  const readings = [...new Set([letters, withoutUmlauts])].map(tokensOf)
  if (!isOpen) return oneOf(readings.map((reading) => inTurn(reading.map(oneWord))))
  const beginnings = readings.flat()
  return {
    match: (tokens, at, next) => (beginnings.some((beginning) => tokens[at]?.startsWith(beginning)) ? next(at + 1) : undefined),
    firstWords: undefined,
  }
}

function oneWord(word: string): Piece {
  return { match: (tokens, at, next) => (tokens[at] === word ? next(at + 1) : undefined), firstWords: [word] }
}

function inTurn(pieces: readonly Piece[]): Piece {
  return {
    match: pieces.reduceRight(
      (rest, piece): Piece => ({
        match: (tokens, at, next) => piece.match(tokens, at, (end) => rest.match(tokens, end, next)),
        firstWords: undefined,
      }),
      nothing,
    ).match,
    firstWords: pieces[0]?.firstWords,
  }
}

function oneOf(choices: readonly Piece[]): Piece {
  return {
    match: (tokens, at, next) => {
      for (const choice of choices) {
        const found = choice.match(tokens, at, next)
        if (found !== undefined) return found
      }
      return undefined
    },
    firstWords: choices.every((choice) => choice.firstWords !== undefined)
      ? choices.flatMap((choice) => choice.firstWords ?? [])
      : undefined,
  }
}

function isWord(token: string | undefined): boolean {
  return token !== undefined && token !== sentenceEnd
}
