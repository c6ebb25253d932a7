using System.Buffers;

namespace AllSolutionsExchange.Http;

/// <summary>
/// Bytes in chunks from the shared pool, small enough to stay out of the large object heap. Written once from the
/// beginning, then read as often as needed; disposing gives the chunks back.
/// </summary>
internal sealed class PooledStream : Stream
{
    private const int ChunkSize = 32 * 1024;

    private readonly List<byte[]> _chunks = [];
    private long _length;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _position;
        set => _position = value;
    }

    /// <summary>Free space at the end, never empty; <see cref="Advance"/> says how much of it was filled.</summary>
    public ArraySegment<byte> GetFreeSpace()
    {
        var used = (int)(_length % ChunkSize);
        if (_length == (long)_chunks.Count * ChunkSize)
        {
            _chunks.Add(ArrayPool<byte>.Shared.Rent(ChunkSize));
        }

        return new ArraySegment<byte>(_chunks[_chunks.Count - 1], used, ChunkSize - used);
    }

    public void Advance(int count) => _length += count;

    public override void Write(byte[] buffer, int offset, int count)
    {
        while (count > 0)
        {
            var free = GetFreeSpace();
            var part = Math.Min(free.Count, count);
            Buffer.BlockCopy(buffer, offset, free.Array!, free.Offset, part);
            Advance(part);
            offset += part;
            count -= part;
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_position >= _length)
        {
            return 0;
        }

        var chunk = _chunks[(int)(_position / ChunkSize)];
        var start = (int)(_position % ChunkSize);
        var part = (int)Math.Min(Math.Min(count, ChunkSize - start), _length - _position);
        Buffer.BlockCopy(chunk, start, buffer, offset, part);
        _position += part;
        return part;
    }

    /// <summary>A copy of some bytes, as far as they exist; the position is moved.</summary>
    public byte[] Peek(long start, int count)
    {
        Position = Math.Max(0, start);
        var bytes = new byte[Math.Min(count, _length - _position)];
        var filled = 0;
        while (filled < bytes.Length)
        {
            filled += Read(bytes, filled, bytes.Length - filled);
        }

        return bytes;
    }

    /// <summary>One byte that was written.</summary>
    public byte this[long index]
    {
        get => _chunks[(int)(index / ChunkSize)][index % ChunkSize];
        set => _chunks[(int)(index / ChunkSize)][index % ChunkSize] = value;
    }

    /// <summary>Writes everything, from the beginning and without moving the position.</summary>
    public async Task CopyAllToAsync(Stream destination)
    {
        for (var i = 0; i < _chunks.Count; i++)
        {
            var count = (int)Math.Min(ChunkSize, _length - ((long)i * ChunkSize));
            await destination.WriteAsync(_chunks[i], 0, count).ConfigureAwait(false);
        }
    }

    public override long Seek(long offset, SeekOrigin origin) =>
        _position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => _position + offset,
            _ => _length + offset,
        };

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        foreach (var chunk in _chunks)
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }

        _chunks.Clear();
        _length = 0;
        base.Dispose(disposing);
    }
}
