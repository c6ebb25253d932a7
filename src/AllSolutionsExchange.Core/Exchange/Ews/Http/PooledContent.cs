using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>A request body with a known length, so that it is sent with Content-Length and not in chunks.</summary>
internal sealed class PooledContent : HttpContent
{
    private readonly PooledStream _body;

    public PooledContent(PooledStream body)
    {
        _body = body;
        Headers.ContentType = new MediaTypeHeaderValue("text/xml") { CharSet = "utf-8" };
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _body.CopyAllToAsync(stream);

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
