/** For a pattern: what kind of school it is, in a Latin name or beside one. */
export const latinSchoolKinds = 'School|Academy|Kindergarten|College';
