using System.Net.Sockets;
using System.Reflection;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

// What the tests use, .NET Framework has not, and Polyfill does not bring either.
#pragma warning disable IDE0130
namespace AllSolutionsExchange.Tests
{
    internal static class Shims
    {
        extension(DateTimeOffset)
        {
            public static DateTimeOffset UnixEpoch => new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);
        }

        extension(Environment)
        {
            /// <summary>Tests for root alone are about POSIX, and skipped.</summary>
            public static bool IsPrivilegedProcess => false;
        }

        extension(TimeSpan)
        {
            public static TimeSpan operator *(TimeSpan span, double factor) => TimeSpan.FromTicks((long)(span.Ticks * factor));
        }

        public static string Replace(this string text, string old, string by, StringComparison comparison) =>
            comparison == StringComparison.Ordinal ? text.Replace(old, by) : throw new NotSupportedException();

        public static string GetCertHashString(this X509Certificate2 certificate, HashAlgorithmName name)
        {
            using var hash = name == HashAlgorithmName.SHA256 ? SHA256.Create() : throw new NotSupportedException();
            return BitConverter.ToString(hash.ComputeHash(certificate.RawData)).Replace("-", "");
        }

        public static async Task<TcpClient> AcceptTcpClientAsync(this TcpListener listener, CancellationToken cancellationToken)
        {
            using var registration = cancellationToken.Register(listener.Stop);
            try
            {
                return await listener.AcceptTcpClientAsync();
            }
            catch (Exception exception)
                when (exception is InvalidOperationException or SocketException && cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancellationToken);
            }
        }
    }

    internal static class DateTimeShims
    {
        extension(DateTime)
        {
            public static DateTime UnixEpoch => new(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        }
    }

    internal static class X509CertificateLoader
    {
        public static X509Certificate2 LoadPkcs12(byte[] data, string? password) => new(data, password);
    }

    /// <summary>Of the same name as .NET's, which are disposed of asynchronously.</summary>
    internal sealed class SslStream(Stream inner) : System.Net.Security.SslStream(inner), IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }

    internal sealed class FileStream(string path, FileMode mode, FileAccess access, FileShare share)
        : System.IO.FileStream(path, mode, access, share),
            IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}

namespace System.Runtime.CompilerServices
{
    /// <summary>The compiler looks for both members in one type: the first is what a[x..y] of an array becomes.</summary>
    internal static class RuntimeHelpers
    {
        private static readonly Action<Array, RuntimeFieldHandle> Initialize =
            (Action<Array, RuntimeFieldHandle>)
                typeof(object)
                    .Assembly.GetType("System.Runtime.CompilerServices.RuntimeHelpers", throwOnError: true)!
                    .GetMethod(nameof(InitializeArray), BindingFlags.Public | BindingFlags.Static)!
                    .CreateDelegate(typeof(Action<Array, RuntimeFieldHandle>));

        public static T[] GetSubArray<T>(T[] array, Range range)
        {
            var (start, length) = range.GetOffsetAndLength(array.Length);
            var part = new T[length];
            Array.Copy(array, start, part, 0, length);
            return part;
        }

        public static void InitializeArray(Array array, RuntimeFieldHandle field) => Initialize(array, field);
    }
}
