using System.Globalization;
using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>An answer: what the server says of itself, and one result for each response message.</summary>
internal sealed record EwsAnswer<T>(Version? ServerBuild, string? SchemaVersion, IReadOnlyList<EwsItemResult<T>> Results)
    where T : class;

/// <summary>Reads an answer in one pass.</summary>
internal sealed class EwsEnvelopeReader<T>
    where T : class
{
    private const string MessageSuffix = "ResponseMessage";

    private readonly XmlReader _reader;
    private readonly EwsOperation<T> _operation;
    private readonly List<EwsItemResult<T>> _results = [];
    private Version? _build;
    private string? _schemaVersion;

    private EwsEnvelopeReader(XmlReader reader, EwsOperation<T> operation)
    {
        _reader = reader;
        _operation = operation;
    }

    /// <param name="body">The answer, from its beginning.</param>
    /// <param name="operation">What was asked.</param>
    /// <param name="cancellationToken">Looked at while the answer is read.</param>
    /// <exception cref="EwsResponseException">The answer is a SOAP fault.</exception>
    /// <exception cref="EwsConnectionException">The answer is no SOAP, or another operation's.</exception>
    /// <exception cref="XmlException">The answer is not well-formed, has a DTD, or ends early.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static EwsAnswer<T> Read(Stream body, EwsOperation<T> operation, CancellationToken cancellationToken = default)
    {
        using var guarded = new EwsGuardedStream(body, cancellationToken);
        using var reader = XmlReader.Create(guarded, EwsXmlReader.Settings(Math.Max(1, body.Length)));
        guarded.Reader = reader;
        var envelope = new EwsEnvelopeReader<T>(reader, operation);
        envelope.ReadEnvelope();
        return new EwsAnswer<T>(envelope._build, envelope._schemaVersion, envelope._results);
    }

    private void ReadEnvelope()
    {
        _reader.MoveToContent();
        if (!_reader.IsStartElement("Envelope", EwsNamespaces.Soap))
        {
            throw Unexpected(_reader.LocalName);
        }

        var hasBody = false;
        if (_reader.Enter())
        {
            while (_reader.NextElement())
            {
                if (_reader.IsStartElement("Header", EwsNamespaces.Soap))
                {
                    ReadHeader();
                }
                else if (_reader.IsStartElement("Body", EwsNamespaces.Soap))
                {
                    hasBody |= ReadBody();
                }
                else
                {
                    _reader.Skip();
                }
            }
        }
        if (!hasBody)
        {
            throw Unexpected("Envelope");
        }
    }

    private void ReadHeader()
    {
        if (!_reader.Enter())
        {
            return;
        }

        while (_reader.NextChild())
        {
            if (_reader.LocalName is "ServerVersionInfo")
            {
                ReadServerVersion();
            }

            _reader.Skip();
        }
    }

    private void ReadServerVersion()
    {
        int Part(string name) =>
            int.TryParse(_reader.GetAttribute(name), NumberStyles.None, CultureInfo.InvariantCulture, out var part) ? part : -1;
        int major = Part("MajorVersion"),
            minor = Part("MinorVersion"),
            build = Part("MajorBuildNumber"),
            revision = Part("MinorBuildNumber");
        if (major >= 0 && minor >= 0)
        {
            _build = build >= 0 && revision >= 0 ? new Version(major, minor, build, revision) : new Version(major, minor);
        }

        _schemaVersion = _reader.GetAttribute("Version");
    }

    private bool ReadBody()
    {
        if (!_reader.Enter() || !_reader.NextElement())
        {
            return false;
        }

        if (_reader.IsStartElement("Fault", EwsNamespaces.Soap))
        {
            throw new EwsResponseException(EwsFaultReader.Read(_reader));
        }

        if (!_reader.IsStartElement(_operation.Name + "Response", EwsNamespaces.Messages))
        {
            throw Unexpected(_reader.LocalName);
        }

        if (_reader.Enter())
        {
            while (_reader.NextChild())
            {
                if (_reader.LocalName is "ResponseMessages")
                {
                    ReadMessages();
                }
                else
                {
                    _reader.Skip();
                }
            }
        }
        while (_reader.NextElement())
        {
            _reader.Skip();
        }

        return true;
    }

    private void ReadMessages()
    {
        if (!_reader.Enter())
        {
            return;
        }

        while (_reader.NextChild())
        {
            _results.Add(ReadMessage());
        }
    }

    private EwsItemResult<T> ReadMessage()
    {
        var depth = _reader.Depth;
        var responseClass = _reader.GetAttribute("ResponseClass");
        var failed = responseClass is not ("Success" or "Warning");
        if (!IsResponseMessage(_reader.LocalName) || (failed && responseClass is not "Error"))
        {
            _reader.Skip();
            return EwsItemResult<T>.Failure(
                EwsError.Unreadable($"The answer to {_operation.Name} holds something that is not one of its response messages.")
            );
        }
        var status = new EwsResponseStatus();
        T? message = null;
        try
        {
            if (_reader.Enter())
            {
                while (_reader.NextChild())
                {
                    if (status.TryRead(_reader))
                    {
                        continue;
                    }

                    if (failed)
                    {
                        _reader.Skip();
                    }
                    else
                    {
                        message = _operation.ReadElement(_reader, message);
                    }
                }
            }
            if (failed || (responseClass is "Warning" && message is null))
            {
                return EwsItemResult<T>.Failure(status.ToError());
            }

            message ??= _operation.Empty();
            _operation.Check(_results.Count, message);
            return EwsItemResult<T>.Success(message);
        }
        catch (FormatException exception)
        {
            SkipToEndOf(depth);
            return EwsItemResult<T>.Failure(EwsError.Unreadable(exception.Message));
        }
    }

    // ResponseMessages is an open list: each message has the name of its operation.
    private bool IsResponseMessage(string name) =>
        name.Length == _operation.Name.Length + MessageSuffix.Length
        && name.StartsWith(_operation.Name, StringComparison.Ordinal)
        && name.EndsWith(MessageSuffix, StringComparison.Ordinal);

    private void SkipToEndOf(int depth)
    {
        while (_reader.Depth > depth)
        {
            _reader.Skip();
        }

        if (_reader.NodeType == XmlNodeType.EndElement && _reader.Depth == depth)
        {
            _reader.Read();
        }
    }

    private EwsConnectionException Unexpected(string element) =>
        new(
            EwsConnectionFailure.InvalidResponse,
            $"The answer to {_operation.Name} is not one of EWS: its element {element} was not expected.",
            "Check that the URL ends in /EWS/Exchange.asmx and that no proxy answers in its place."
        );
}
