/** The job that makes an archive. */
export const archiveKind = "assessment-archives.make";

/** How many assessments one archive holds at most. */
export const mostInArchive = 500;

/** How many days an archive is kept. */
export const archiveDays = 30;
