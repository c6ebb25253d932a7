using static ExchangeSimulator.Properties.CommonProperties;

namespace ExchangeSimulator.Properties;

/// <summary>The properties of a contact: ContactItemType of [MS-OXWSCONT] 2.2.4.2, in its order, up to those that 2010 knows.</summary>
internal static class ContactProperties
{
    public static readonly ItemProperty EmailAddresses = Entries("contacts:EmailAddresses");
    public static readonly ItemProperty PhysicalAddresses = Entries("contacts:PhysicalAddresses");
    public static readonly ItemProperty PhoneNumbers = Entries("contacts:PhoneNumbers");
    public static readonly ItemProperty ImAddresses = Entries("contacts:ImAddresses");

    public static readonly IReadOnlyList<ItemProperty> All =
    [
        new("contacts:FileAs", PropertyKind.Text, Shapes.Both),
        new("contacts:FileAsMapping", PropertyKind.Text),
        new("contacts:DisplayName", PropertyKind.Text, Shapes.Both),
        new("contacts:GivenName", PropertyKind.Text, Shapes.Both),
        new("contacts:Initials", PropertyKind.Text),
        new("contacts:MiddleName", PropertyKind.Text),
        new("contacts:Nickname", PropertyKind.Text),
        Absent("contacts:CompleteName"),
        new("contacts:CompanyName", PropertyKind.Text, Shapes.Both),
        EmailAddresses,
        PhysicalAddresses,
        PhoneNumbers,
        new("contacts:AssistantName", PropertyKind.Text),
        new("contacts:Birthday", PropertyKind.DateTime),
        new("contacts:BusinessHomePage", PropertyKind.Text),
        new("contacts:Children", PropertyKind.Strings),
        new("contacts:Companies", PropertyKind.Strings),
        Computed("contacts:ContactSource", PropertyKind.Text, _ => "Store"),
        new("contacts:Department", PropertyKind.Text),
        new("contacts:Generation", PropertyKind.Text),
        ImAddresses,
        new("contacts:JobTitle", PropertyKind.Text, Shapes.Both),
        new("contacts:Manager", PropertyKind.Text),
        new("contacts:Mileage", PropertyKind.Text),
        new("contacts:OfficeLocation", PropertyKind.Text),
        new("contacts:PostalAddressIndex", PropertyKind.Choice) { Choices = ["None", "Business", "Home", "Other"] },
        new("contacts:Profession", PropertyKind.Text),
        new("contacts:SpouseName", PropertyKind.Text),
        new("contacts:Surname", PropertyKind.Text, Shapes.Both),
        new("contacts:WeddingAnniversary", PropertyKind.DateTime),
        Absent("contacts:BirthdayLocal"),
        Absent("contacts:WeddingAnniversaryLocal"),
        Absent("contacts:HasPicture"),
        Absent("contacts:PhoneticFullName"),
        Absent("contacts:PhoneticFirstName"),
        Absent("contacts:PhoneticLastName"),
        Absent("contacts:Alias"),
        Absent("contacts:Notes"),
        Absent("contacts:Photo"),
        Absent("contacts:UserSMIMECertificate"),
        Absent("contacts:MSExchangeCertificate"),
        Absent("contacts:DirectoryId"),
        Absent("contacts:ManagerMailbox"),
        Absent("contacts:DirectReports"),
    ];

    private static ItemProperty Entries(string path) => new(path, PropertyKind.Xml, Shapes.Both) { IsUnsearchable = true };
}
