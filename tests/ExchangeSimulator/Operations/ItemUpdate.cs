using System.Xml.Linq;
using ExchangeSimulator.Mailboxes;
using ExchangeSimulator.Properties;
using ExchangeSimulator.Soap;
using ExchangeSimulator.Zones;

namespace ExchangeSimulator.Operations;

/// <summary>One SetItemField, AppendToItemField or DeleteItemField ([MS-OXWSCORE] 2.2.4.29), read and checked before anything is
/// written.</summary>
internal sealed class ItemUpdate
{
    private readonly string _action;
    private readonly string? _path;
    private readonly XElement? _indexedUri;
    private readonly ExtendedPropertyName? _extended;
    private readonly object? _value;

    private ItemUpdate(XElement update, ReadingContext reading)
    {
        _action = update.Name.LocalName;
        if (update.Name.Namespace != Ews.Types || _action is not ("SetItemField" or "AppendToItemField" or "DeleteItemField"))
        {
            throw EwsFaultException.Schema(update, $"The element 'Updates' has invalid child element '{update.Name.LocalName}'.");
        }

        var uri = update.Elements().FirstOrDefault() ?? throw EwsFaultException.Schema(update, "A path is missing.");
        if (uri.Name == Ews.Types + "ExtendedFieldURI")
        {
            _extended = ExtendedPropertyName.Read(uri);
        }
        else if (uri.Name == Ews.Types + "IndexedFieldURI")
        {
            (_indexedUri, _path) = (uri, IndexedProperty.PropertyPath(uri));
        }
        else
        {
            _path = Path(uri, reading.Version);
        }

        if (_action != "DeleteItemField")
        {
            _value = ReadValue(update, uri, reading);
        }
    }

    /// <summary>What the update changes: an <see cref="ItemProperty.Path"/> or the name of an extended property.</summary>
    public object SubjectOf(Item item) => _path ?? (object?)MapiProperties.PropertyOf(item.Schema, _extended!)?.Path ?? _extended!;

    /// <summary>Whether an AutoResolve keeps what is there: a value that is more private.</summary>
    public bool YieldsTo(Item item) =>
        _path == CommonProperties.Sensitivity.Path
        && _value is string sensitivity
        && item[CommonProperties.Sensitivity] is string present
        && Rank(sensitivity) < Rank(present);

    public static ItemUpdate Read(XElement update, ReadingContext reading) => new(update, reading);

    /// <exception cref="EwsItemException">The property cannot be changed so.</exception>
    public void ApplyTo(Item item)
    {
        if (_extended is not null)
        {
            item.SetExtended(_extended, _value);
            return;
        }
        var property = item.Schema.ByPath(_path!);
        if (property is null || property.IsReadOnly || property.IsFixed)
        {
            throw Invalid(
                _action switch
                {
                    "DeleteItemField" => "Delete",
                    "AppendToItemField" => "Append",
                    _ => "Set",
                }
            );
        }

        if (_action == "DeleteItemField")
        {
            Delete(item, property);
        }
        else if (_action == "AppendToItemField")
        {
            item[property] = Append(item[property], _value!);
        }
        else if (_value is ZoneDefinition zone)
        {
            SetZone(item, property, zone);
        }
        else
        {
            item[property] = _indexedUri is null ? _value : IndexedProperty.Merge(item[property] as XElement, (XElement)_value!);
        }

        TaskRules.Follow(item, property);
    }

    // A change of zone keeps the wall clock, and so moves the time.
    private static void SetZone(Item item, ItemProperty property, ZoneDefinition zone)
    {
        var time = property == CalendarProperties.StartTimeZone ? CalendarProperties.Start : CalendarProperties.End;
        if (item[property] is ZoneDefinition before && item[time] is DateTimeOffset moment)
        {
            item[time] = new DateTimeOffset(EwsDateTime.ToUtc(TimeZoneInfo.ConvertTime(moment, before.Info).DateTime, zone.Info));
        }

        item[property] = zone;
    }

    private void Delete(Item item, ItemProperty property)
    {
        if (
            property == CalendarProperties.Start
            || property == CalendarProperties.End
            || property == CalendarProperties.StartTimeZone
            || property == CalendarProperties.EndTimeZone
        )
        {
            throw Invalid("Delete");
        }

        item[property] = _indexedUri is null ? null : IndexedProperty.Remove(item[property] as XElement, _indexedUri);
    }

    private object Append(object? present, object added) =>
        (present, added) switch
        {
            (null, _) => added,
            (ItemBody body, ItemBody more) => body.IsText && more.IsText
                ? ItemBody.FromText(body.Content + more.Content)
                : ItemBody.FromHtml(body.ToHtml() + more.ToHtml()),
            (Recipient[] recipients, Recipient[] more) => recipients.Concat(more).ToArray(),
            _ => throw Invalid("Append"),
        };

    private object ReadValue(XElement update, XElement uri, ReadingContext reading)
    {
        var element =
            update.Elements().ElementAtOrDefault(1)
            ?? throw EwsFaultException.Schema(update, $"The element '{_action}' has incomplete content.");
        var child = element.Elements().FirstOrDefault();
        if (child is null || element.Elements().Count() != 1)
        {
            throw new EwsItemException(
                "ErrorIncorrectUpdatePropertyCount",
                "An object within a change description must contain one and only one property to modify."
            );
        }

        if (_extended is not null)
        {
            var (name, value) = child.Name == Ews.Types + "ExtendedProperty" ? ItemContent.ReadExtended(child) : throw Mismatch();
            return name == _extended ? value : throw Mismatch();
        }
        // An element Item carries what all kinds of item have.
        var schema = element.Name.LocalName == "Item" ? ItemSchema.Message : ItemSchema.ByElement(element.Name.LocalName);
        if (schema is null)
        {
            throw EwsErrors.NotPlayed($"items of the kind {element.Name.LocalName}");
        }

        var place =
            schema.PlaceOf(child.Name.LocalName, reading.Version)
            ?? throw EwsFaultException.Schema(
                child,
                $"The element '{element.Name.LocalName}' has invalid child element '{child.Name.LocalName}'."
            );
        var property = schema.Properties[place];
        if (property.Path != _path)
        {
            throw Mismatch();
        }

        return property.IsReadOnly ? throw Invalid("Set") : PropertyReader.Read(property, child, reading);
    }

    private static string Path(XElement uri, SchemaVersion version)
    {
        var path = uri.Name == Ews.Types + "FieldURI" ? uri.Value("FieldURI") ?? "" : "";
        return ItemSchema.IsKnownPath(path, version)
            ? path
            : throw EwsFaultException.Schema(
                uri,
                $"The 'FieldURI' attribute is invalid - The value '{path}' fails the enumeration constraint."
            );
    }

    private EwsItemException Invalid(string action) =>
        new("ErrorInvalidProperty" + action, $"{action} action is invalid for property. ({_path})");

    private static int Rank(string sensitivity) => CommonProperties.Sensitivity.Choices.ToList().IndexOf(sensitivity);

    private static EwsItemException Mismatch() =>
        new("ErrorUpdatePropertyMismatch", "The property path and the property in the change description do not match.");
}
