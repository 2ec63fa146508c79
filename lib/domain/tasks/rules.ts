/** Returns the address of a record's page. */
export function hrefOf(subjectType: string, subjectId: string): string {
  // What is told of one's own account leads to where one keeps it.
  return subjectType === "account" ? "/settings/second-factors" : `/${subjectType}/${subjectId}`;
}
