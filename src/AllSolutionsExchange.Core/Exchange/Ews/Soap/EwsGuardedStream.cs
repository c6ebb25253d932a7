using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>
/// An answer on its way into the parser. Parsing asks nobody while it runs: whenever it wants more bytes, the token and the depth
/// of what it has open are looked at.
/// </summary>
internal sealed class EwsGuardedStream(Stream inner, CancellationToken cancellationToken) : Stream
{
    // The deepest that EWS goes is about 20; every open element costs memory.
    private const int MaxDepth = 256;

    /// <summary>The parser that reads from here.</summary>
    public XmlReader? Reader { get; set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Reader?.Depth > MaxDepth)
        {
            throw new XmlException("The elements of the answer are nested too deep.");
        }

        return inner.Read(buffer, offset, count);
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
