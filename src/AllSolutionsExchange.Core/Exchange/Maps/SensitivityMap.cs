using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Exchange;

/// <summary>How confidential an item of any kind is (MS-OXWSCDATA SensitivityChoicesType).</summary>
internal static class SensitivityMap
{
    public static Sensitivity Read(string? sensitivity) =>
        sensitivity switch
        {
            "Personal" => Sensitivity.Personal,
            "Private" => Sensitivity.Private,
            "Confidential" => Sensitivity.Confidential,
            _ => Sensitivity.Normal,
        };

    /// <summary>One that is not known counts as private.</summary>
    public static string Write(Sensitivity sensitivity) =>
        Enum.IsDefined(typeof(Sensitivity), sensitivity) ? sensitivity.ToString() : nameof(Sensitivity.Private);
}
