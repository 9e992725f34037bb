import { NodeHttpHandler } from '@smithy/node-http-handler';

/** An endpoint that may be found at another address of this machine from one request to the next. */
export interface Moving {
  /** Where it is now. */
  url(): string;
  /** Nobody listens at this address any more: find out where it is now. */
  moved(from: string): Promise<void>;
}

type Handle = NodeHttpHandler['handle'];

/** Sends each request to where the endpoint is now. Only one that nobody took is sent again. */
export class MovingHandler extends NodeHttpHandler {
  readonly #endpoint: Moving;

  constructor(endpoint: Moving, options: ConstructorParameters<typeof NodeHttpHandler>[0]) {
    super(options);
    this.#endpoint = endpoint;
  }

  override async handle(...[request, options]: Parameters<Handle>): ReturnType<Handle> {
    const send = (url: string) => {
      request.port = Number(new URL(url).port);
      return super.handle(request, options);
    };
    const url = this.#endpoint.url();
    try {
      return await send(url);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ECONNREFUSED') throw error;
      await this.#endpoint.moved(url);
      return send(this.#endpoint.url());
    }
  }
}
