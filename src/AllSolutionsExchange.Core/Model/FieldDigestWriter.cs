using System.Security.Cryptography;
using System.Text;

namespace AllSolutionsExchange.Model;

/// <summary>Builds <see cref="FieldDigests"/>, field by field in the order of their places.</summary>
internal sealed class FieldDigestWriter : IDisposable
{
    private readonly SHA256 _sha = SHA256.Create();
    private byte[] _text = new byte[512];
    private byte[] _fields = new byte[16 * 8];
    private int _length;

    internal FieldDigestWriter() { }

    /// <summary>Adds a field of text: the first 8 bytes of its SHA-256, or 0 where it is empty.</summary>
    /// <param name="value">The canonical text.</param>
    public void Text(string value)
    {
        if (value.Length == 0)
        {
            Number(0);
            return;
        }

        var needed = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (_text.Length < needed)
        {
            _text = new byte[needed];
        }

        var count = Encoding.UTF8.GetBytes(value, 0, value.Length, _text, 0);
        Number(BitConverter.ToInt64(_sha.ComputeHash(_text, 0, count), 0));
    }

    /// <summary>Adds a field that is a small number; 0 means empty.</summary>
    /// <param name="value">The value.</param>
    public void Number(long value)
    {
        if (_length == _fields.Length)
        {
            Array.Resize(ref _fields, _fields.Length * 2);
        }

        for (var shift = 0; shift < 64; shift += 8)
        {
            _fields[_length++] = (byte)(value >> shift);
        }
    }

    internal FieldDigests ToDigests(byte mappingVersion) => FieldDigests.FromFields(mappingVersion, _fields, _length);

    /// <inheritdoc/>
    public void Dispose() => _sha.Dispose();
}
