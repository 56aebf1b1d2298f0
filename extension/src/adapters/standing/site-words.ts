/** How a site says that something is not to be seen. The words are its own, never those of a post. */
export interface SiteWords {
  /** Where the site says it, beside or instead of the post; nothing of a post is inside. */
  notices?: string;
  gone: RegExp;
  restricted: RegExp;
  /** Asks for a sign-in, for consent, or whether one is a robot. */
  wall: RegExp;
}

/** What sites that no adapter knows say; English and Thai. */
export const usualWords: SiteWords = {
  gone: /^(?:error )?(?:404|410)\b|not found|no longer (?:available|exists)|does(?: not|n.t) exist|(?:was|has been|were) (?:deleted|removed)|(?:is|are)(?: not|n.t) available|page (?:is )?(?:missing|gone)|ไม่พบ(?:หน้า|เนื้อหา|โพสต์|กระทู้|ข้อมูล)|(?:ถูกลบ|ถูกนำออก|ลบไปแล้ว)|ไม่มีอยู่แล้ว|ไม่พร้อมใช้งาน/imu,
  restricted:
    /not available in your (?:country|region|location)|(?:restricted|withheld|blocked) in your (?:country|region)|legal (?:request|reasons)|ไม่สามารถ(?:ดู|รับชม|เข้าถึง)ได้ในประเทศ/iu,
  wall: /(?:log|sign) ?in to (?:continue|see|view)|you (?:must|need to) (?:log|sign) ?in|please (?:log|sign) ?in|before you continue|not a (?:ro)?bot|verify (?:that )?you are human|checking your browser|are you (?:over )?\d\d|age verification|confirm (?:that )?you are (?:over )?\d\d|(?:กรุณา|โปรด|ต้อง)\s*(?:เข้าสู่ระบบ|ลงชื่อเข้า|ล็อกอิน)|ก่อนดำเนินการต่อ|ยืนยันว่าคุณไม่ใช่(?:หุ่นยนต์|โรบ็?อท|บอท)/iu,
};
