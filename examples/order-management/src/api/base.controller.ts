import type { Request, RequestHandler, Response } from "express";

import type { Result } from "../shared/result";

/** A failure the client is told about. The body of every error response has this form. */
export interface ApiError {
  readonly status: 400 | 401 | 402 | 404 | 409;
  readonly code: string;
  readonly message: string;
  /** What is wrong with which field, for a request that failed validation. */
  readonly fields?: Readonly<Record<string, string>>;
}

export type Action<T> = (request: Request) => Promise<Result<T, ApiError>>;

/** What controllers share: one way to answer and one format for errors. */
export abstract class BaseController {
  /** Turn an action into an Express handler. What it throws is left to the error middleware. */
  protected handle<T>(action: Action<T>, successStatus: 200 | 201 = 200): RequestHandler {
    return async (request, response, next) => {
      try {
        const result = await action(request);
        if (result.ok) {
          response.status(successStatus).json(result.value);
        } else {
          this.refuse(response, result.error);
        }
      } catch (cause) {
        next(cause);
      }
    };
  }

  protected refuse(response: Response, { status, ...body }: ApiError): void {
    response.status(status).json({ error: body });
  }
}
