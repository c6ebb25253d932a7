using System.Collections;
using System.Management.Automation;

namespace AllSolutionsExchange.Binding;

/// <summary>
/// Refuses what is not a host or host:port. It does not repeat what was given, as ValidatePattern does: that may hold a password.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HostNameAttribute : ValidateArgumentsAttribute
{
    /// <summary>Called by PowerShell when it has bound a value.</summary>
    /// <param name="arguments">A text, or several of them.</param>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <exception cref="ValidationMetadataException">One of them is not a host.</exception>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        var texts = arguments is string text ? [text] : (arguments as IEnumerable)?.Cast<object?>().Select(each => each?.ToString()) ?? [];
        if (!texts.All(IsHost))
        {
            throw new ValidationMetadataException("Give a host or host:port, such as mail.contoso.nl:443, and not an address.");
        }
    }

    private static bool IsHost(string? text) =>
        (text ?? "").Split(':') switch
        {
            [var host] => IsName(host),
            [var host, var port] => IsName(host) && IsPort(port),
            _ => false,
        };

    private static bool IsName(string text) => text.Length > 0 && text.All(IsOfName);

    private static bool IsPort(string text) => text.Length is > 0 and <= 5 && text.All(character => character is >= '0' and <= '9');

    private static bool IsOfName(char character) =>
        character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '-';
}
