using System.Xml.Linq;
using ExchangeSimulator.Mailboxes;
using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Search;

/// <summary>A Restriction on folders: their names, classes and counts.</summary>
internal static class FolderRestriction
{
    public static Func<Folder, bool> Read(XElement expression)
    {
        var parts = expression.Elements().ToArray();
        if (parts.Length == 0)
        {
            throw EwsFaultException.Schema(expression, $"The element '{expression.Name.LocalName}' has incomplete content.");
        }

        switch (expression.Name.LocalName)
        {
            case "And":
                var all = parts.Select(Read).ToArray();
                return folder => Array.TrueForAll(all, test => test(folder));
            case "Or":
                var any = parts.Select(Read).ToArray();
                return folder => Array.Exists(any, test => test(folder));
            case "Not":
                var inner = Read(parts[0]);
                return folder => !inner(folder);
            case "Exists":
                var present = Path(parts[0]);
                return folder => present(folder) is not null;
            default:
                return Comparison(expression, Path(parts[0]));
        }
    }

    private static Func<Folder, bool> Comparison(XElement expression, Func<Folder, object?> path)
    {
        var constant =
            expression.Descendants(Ews.Types + "Constant").FirstOrDefault()?.Value("Value")
            ?? throw EwsFaultException.Schema(expression, "The element 'Constant' is missing.");
        return expression.Name.LocalName switch
        {
            "IsEqualTo" => folder => path(folder) is { } value && SearchValue.CompareWith(value, constant) == 0,
            "IsNotEqualTo" => folder => path(folder) is not { } value || SearchValue.CompareWith(value, constant) != 0,
            "IsGreaterThan" => folder => path(folder) is { } value && SearchValue.CompareWith(value, constant) > 0,
            "IsGreaterThanOrEqualTo" => folder => path(folder) is { } value && SearchValue.CompareWith(value, constant) >= 0,
            "IsLessThan" => folder => path(folder) is { } value && SearchValue.CompareWith(value, constant) < 0,
            "IsLessThanOrEqualTo" => folder => path(folder) is { } value && SearchValue.CompareWith(value, constant) <= 0,
            "Contains" => Contains(expression, path, constant),
            var name => throw EwsFaultException.Schema(expression, $"The element '{name}' is no search expression for folders."),
        };
    }

    private static Func<Folder, bool> Contains(XElement expression, Func<Folder, object?> path, string sought) =>
        expression.Value("ContainmentMode") switch
        {
            "FullString" => folder => path(folder) is string text && text.Equals(sought, StringComparison.OrdinalIgnoreCase),
            "Prefixed" => folder => path(folder) is string text && text.StartsWith(sought, StringComparison.OrdinalIgnoreCase),
            _ => folder => path(folder) is string text && text.Contains(sought, StringComparison.OrdinalIgnoreCase),
        };

    private static Func<Folder, object?> Path(XElement path) =>
        path.Value("FieldURI") switch
        {
            "folder:FolderClass" => folder => folder.FolderClass,
            "folder:DisplayName" => folder => folder.DisplayName,
            "folder:TotalCount" => folder => folder.Items.Count,
            "folder:ChildFolderCount" => folder => folder.Mailbox.Folders.Count(f => f.Parent == folder),
            null when path.Name.LocalName == "ExtendedFieldURI" => Extended(ExtendedPropertyName.Read(path)),
            _ => throw EwsErrors.UnsupportedPath(),
        };

    private static Func<Folder, object?> Extended(ExtendedPropertyName name) => folder => MapiProperties.Of(folder, name);
}
