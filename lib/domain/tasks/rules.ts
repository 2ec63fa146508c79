/** Returns the address of a record's page. */
export function hrefOf(subjectType: string, subjectId: string): string {
  return `/${subjectType}/${subjectId}`;
}
