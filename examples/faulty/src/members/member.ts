/** Somebody who borrows tools. */
export interface Member {
  readonly number: number;
  readonly name: string;
  readonly email: string;
  readonly wantsMessages: boolean;
}
