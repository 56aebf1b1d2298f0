/**
 * A way of approaching children that the starter corpus knows nothing of, invented for the test: "starlight tickets" in
 * a game, against coming alone to a "quiet room". As everywhere in this repository, only indicators that safety
 * education names. The harmless posts speak of the same tickets and rooms.
 */

interface Frames {
  harmful: readonly string[];
  harmless: readonly string[];
  slots: Readonly<Record<string, readonly string[]>>;
}

const english: Frames = {
  harmful: [
    'starlight tickets for {grade} only, come to the quiet room and do not bring anybody',
    'i have {n} starlight tickets for you if you say which class you are in and come to the quiet room alone',
    'quiet room tonight, only {grade}, use the phone your family does not see, {n} tickets',
    'who is in {grade}? starlight tickets wait in the quiet room, mute your family',
    'tell me your school and i send {n} starlight tickets, answer in the quiet room only',
    'the quiet room is for {grade}, no adults, you get {n} tickets for every time you come',
    'you can earn {n} starlight tickets, just visit me in the quiet room when nobody is at home',
    'new here? {grade} get {n} tickets from me in the quiet room, delete the chat after',
    '{n} starlight tickets again for {grade}, quiet room, when you are alone',
    'come to my quiet room {grade}, tickets as always, nobody has to know',
    'which class? i keep {n} starlight tickets for you in the quiet room',
    'still {n} tickets left for {grade}, write to me from the quiet room and not here',
  ],
  harmless: [
    'selling {n} starlight tickets, trade at the town square, fair price',
    'patch notes: the quiet room in the library map opens for everybody again, {n} bugs fixed',
    'our {grade} won {n} starlight tickets at the school fair, thanks to all parents',
    'how do i get starlight tickets without paying? the daily quest gives {n}',
    'the quiet room of the library is open for homework until {n} in the afternoon',
    'starlight tickets guide: {n} ways to earn them in the spring event',
    'looking for a team of {n} for the starlight raid on friday, everybody welcome',
    'teachers of {grade} thank the library for the quiet room and the reading week',
    'lost {n} starlight tickets after the update, support please',
    'anybody trading starlight tickets? i have {n}, meet at the town square',
  ],
  slots: {
    grade: ['grade five', 'grade six', 'grade seven', 'year eight', 'the sixth form', 'fifth graders'],
    n: ['two', 'five', '10', '20', '50', '100', 'three hundred', '7'],
  },
};

const thai: Frames = {
  harmful: [
    'ตั๋วแสงดาวให้เฉพาะ{grade} มาที่ห้องเงียบคนเดียวนะ ไม่ต้องชวนใคร',
    'บอกพี่ว่าเรียนห้องไหนแล้วมาห้องเงียบคนเดียว ได้ตั๋ว {n} ใบ',
    'คืนนี้ห้องเงียบ รับแค่{grade} ใช้เครื่องที่ที่บ้านไม่เห็นนะ ได้ {n} ใบ',
    'ใครอยู่{grade}บ้าง ตั๋วแสงดาวรอในห้องเงียบ อย่าให้ที่บ้านได้ยิน',
    'บอกชื่อโรงเรียนมา พี่ส่งตั๋วแสงดาว {n} ใบ คุยในห้องเงียบเท่านั้น',
    'ห้องเงียบมีไว้ให้{grade} ผู้ใหญ่ห้ามเข้า มาทุกครั้งได้ {n} ใบ',
    'ตั๋วแสงดาวอีก {n} ใบสำหรับ{grade} มาห้องเงียบตอนอยู่คนเดียว',
    'มาห้องเงียบของพี่นะ{grade} ตั๋วเหมือนเดิม ไม่ต้องบอกใคร',
  ],
  harmless: [
    'ขายตั๋วแสงดาว {n} ใบ นัดแลกที่ลานกลางเมือง ราคายุติธรรม',
    'แจ้งอัปเดต ห้องเงียบในแผนที่ห้องสมุดเปิดให้ทุกคนแล้ว แก้ {n} จุด',
    '{grade}ของเราได้ตั๋วแสงดาว {n} ใบจากงานโรงเรียน ขอบคุณผู้ปกครองทุกท่าน',
    'หาตั๋วแสงดาวยังไงไม่ต้องเติมเงิน ทำภารกิจรายวันได้ {n} ใบ',
    'ห้องเงียบของห้องสมุดเปิดให้ทำการบ้านถึง {n} โมง',
    'หาทีม {n} คนลงดันแสงดาววันศุกร์ มาได้ทุกคน',
  ],
  slots: {
    grade: ['ป.5', 'ป.6', 'ม.1', 'ม.2', 'เด็ก ม.ต้น', 'ชั้นประถม'],
    n: ['2', '5', '10', '20', '50', '100', 'สาม', '7'],
  },
};

export interface Phrase {
  text: string;
  lang: 'en' | 'th';
  harmful: boolean;
  /** The sentence without its slots: those of one frame are either reviewed or held back. */
  frame: string;
}

/** Every phrase of the new kind, in a fixed order that mixes frames. */
export function newKindOfPhrases(): Phrase[] {
  const phrases: Phrase[] = [];
  for (const [lang, { harmful, harmless, slots }] of [
    ['en', english],
    ['th', thai],
  ] as const) {
    for (const grade of slots.grade ?? [])
      for (const n of slots.n ?? [])
        for (const frame of [...harmful, ...harmless])
          phrases.push({
            text: frame.replace('{grade}', grade).replace('{n}', n),
            lang,
            harmful: harmful.includes(frame),
            frame,
          });
  }
  return phrases;
}

/** Frames that reviewers never see: a third of the harmful ones of each language, and of the harmless. */
export function isHeldBack({ frame, lang, harmful }: Phrase): boolean {
  const { harmful: bad, harmless: good } = lang === 'en' ? english : thai;
  const frames = harmful ? bad : good;
  return frames.indexOf(frame) >= Math.ceil((frames.length * 2) / 3);
}
