import { z } from 'zod';

/**
 * The vocabulary of the domain. Terms follow the Luxembourg Guidelines; a legacy legal phrase appears only in
 * the adapter of the recipient that demands it, never here.
 */

/** What a flag or a decision says the content is. One primary, any number of secondary. */
export const categories = [
  'CSAM_SUSPECTED',
  'CSAM_SYNTHETIC',
  'CSAM_SOLICITATION',
  'GROOMING',
  'SEXUAL_EXTORTION',
  'LIVE_STREAMED_CSEA',
  'SEC_ADVERTISING',
  'TRAFFICKING_RECRUITMENT',
  'SEC_TRAVEL_TOURISM',
  'CHILD_MARRIAGE',
  'SELF_GENERATED',
  'OTHER_SEC_RISK',
] as const;
export const Category = z.enum(categories);
export type Category = z.infer<typeof Category>;

export const modifiers = ['AI_INVOLVED', 'PEER_INVOLVED', 'COMMERCIAL'] as const;
export const Modifier = z.enum(modifiers);
export type Modifier = z.infer<typeof Modifier>;

/**
 * 1 contextual concern · 2 credible risk indicator · 3 apparent offence · 4 apparent ongoing or contact abuse.
 * It never grades imagery.
 */
export const severities = [1, 2, 3, 4] as const;
export const Severity = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
export type Severity = z.infer<typeof Severity>;

/** From this severity on, a second reviewer decides without seeing the first decision (rule 5). */
export const BLIND_REVIEW_FROM_SEVERITY = 3;

export const urgencies = ['ROUTINE', 'PRIORITY', 'URGENT', 'IMMINENT'] as const;
export const Urgency = z.enum(urgencies);
export type Urgency = z.infer<typeof Urgency>;

/** Response target of each urgency, in hours. */
export const responseTargetHours: Record<Urgency, number> = {
  IMMINENT: 1,
  URGENT: 4,
  PRIORITY: 24,
  ROUTINE: 72,
};

export const imminentBases = [
  'LIVE_NOW',
  'PLANNED_MEETING',
  'TRAVEL',
  'SELF_HARM',
  'CONTINUING_ACCESS',
  'THREAT_DEADLINE',
] as const;
export const ImminentBasis = z.enum(imminentBases);
export type ImminentBasis = z.infer<typeof ImminentBasis>;

/** Platforms whose URLs are understood; WEB is every other site. */
export const platforms = [
  'FACEBOOK',
  'INSTAGRAM',
  'YOUTUBE',
  'TIKTOK',
  'X',
  'TELEGRAM',
  'REDDIT',
  'DISCORD',
  'VK',
  'LINE',
  'PANTIP',
  'GOOGLE',
  'MASTODON',
  'BLUESKY',
  'WEB',
] as const;
export const Platform = z.enum(platforms);
export type Platform = z.infer<typeof Platform>;

/** What sort of thing a URL points at. */
export const contentKinds = [
  'POST',
  'COMMENT',
  'VIDEO',
  'LIVE',
  'PHOTO',
  'STORY',
  'PROFILE',
  'GROUP',
  'CHANNEL',
  'MESSAGE',
  'EVENT',
  'AD',
  'PLAYLIST',
  'FILE',
  'FOLDER',
  'SITE',
  'SEARCH',
  'SPACE',
  'INVITE',
  'SHORT_LINK',
  'PAGE',
] as const;
export const ContentKind = z.enum(contentKinds);
export type ContentKind = z.infer<typeof ContentKind>;

export const verdicts = ['CONFIRM', 'DISMISS', 'ESCALATE', 'NEED_INFO'] as const;
export const Verdict = z.enum(verdicts);
export type Verdict = z.infer<typeof Verdict>;

export const outcomeKinds = [
  'ACKNOWLEDGED',
  'REMOVED',
  'RESTRICTED',
  'GEO_BLOCKED',
  'ACCOUNT_DISABLED',
  'NO_VIOLATION',
  'MORE_INFO_REQUESTED',
  'NO_RESPONSE',
] as const;
export const OutcomeKind = z.enum(outcomeKinds);
export type OutcomeKind = z.infer<typeof OutcomeKind>;

/** By whom an outcome was seen. */
export const outcomeSources = ['RECIPIENT_REPLY', 'ANALYST_RECHECK'] as const;
export const OutcomeSource = z.enum(outcomeSources);
export type OutcomeSource = z.infer<typeof OutcomeSource>;

export const requestedActions = ['REMOVE', 'RESTRICT', 'PRESERVE', 'REVIEW'] as const;
export const RequestedAction = z.enum(requestedActions);
export type RequestedAction = z.infer<typeof RequestedAction>;

/** How a referral stands to an earlier one that was sent: it says what was wrong in it, or takes it back. */
export const relations = ['CORRECTION', 'RETRACTION'] as const;
export const Relation = z.enum(relations);
export type Relation = z.infer<typeof Relation>;

export const hashAlgorithms = ['MD5', 'SHA-1', 'SHA-256', 'PDQ'] as const;
export const HashAlgorithm = z.enum(hashAlgorithms);
export type HashAlgorithm = z.infer<typeof HashAlgorithm>;

/** What people may do; see access.ts for what each may. */
export const roles = ['analyst', 'reviewer', 'lead', 'referrer', 'auditor', 'admin'] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;
