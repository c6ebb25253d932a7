using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;

namespace AllSolutionsExchange.Http;

/// <summary>A request body with a known length, so that it is sent with Content-Length and not in chunks.</summary>
internal sealed class PooledContent : HttpContent
{
    private readonly PooledStream _body;

    public PooledContent(PooledStream body)
    {
        _body = body;
        Headers.ContentType = new MediaTypeHeaderValue("text/xml") { CharSet = "utf-8" };
    }

    /// <summary>Whether all of it was written to a connection once: before that no server can have taken the request.</summary>
    public bool WasSent { get; private set; }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await _body.CopyAllToAsync(stream).ConfigureAwait(false);
        WasSent = true;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
