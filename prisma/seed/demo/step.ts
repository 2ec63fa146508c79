/** One state that a record of the demo went through: since when, by what act and by whom. */
export interface Step {
  action: string;
  by: string;
  at: Date;
  after: object;
}
